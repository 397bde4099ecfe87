package org.cordscope.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.inference.CohortCoder;
import org.cordscope.inference.cord.CordCohort;
import org.cordscope.inference.cord.CordJudges;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.torch.TorchCordReader;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.study.Progress;

/** The model of a run, loaded: a classifier of whole slices, or a fine-tuned model of the cord. */
public final class RunModel implements AutoCloseable {
    private final Scorer scorer;
    private final DecisionThreshold threshold;
    private final Runnable end;

    /** What scores slices. */
    private interface Scorer {
        List<ScoredSlice> score(List<CohortSlice> slices, Progress progress) throws IOException;
    }

    private RunModel(Scorer scorer, DecisionThreshold threshold, Runnable end) {
        this.scorer = scorer;
        this.threshold = threshold;
        this.end = end;
    }

    /** Loads the best model of a run. */
    public static RunModel open(Path run) {
        Path file = RunName.bestModel(run);
        if (CordModel.claims(file)) {
            CordModel model = CordModel.read(file);
            TorchCordReader reader = TorchCordReader.of(model, TorchClassifier.fastestPrecision());
            CordJudges judges = new CordJudges(reader, null, true);
            return new RunModel(
                    (slices, progress) -> CordCohort.score(slices, judges, progress),
                    judges.threshold(),
                    reader::close);
        }
        SliceClassifier classifier = TorchClassifier.open(file);
        return new RunModel(
                (slices, progress) -> CohortCoder.score(slices, classifier, progress),
                DecisionThreshold.of(classifier.record()),
                classifier::close);
    }

    /** One scored slice for each given one, in the same order. */
    public List<ScoredSlice> score(List<CohortSlice> slices, Progress progress) throws IOException {
        return scorer.score(slices, progress);
    }

    /** The model's own. */
    public DecisionThreshold threshold() {
        return threshold;
    }

    @Override
    public void close() {
        end.run();
    }
}
