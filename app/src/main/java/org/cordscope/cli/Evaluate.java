package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.inference.CohortCoder;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.report.EvaluationFiles;
import org.cordscope.report.figure.Numbers;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Statistics of a study's model, or of any tool's predictions. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Evaluates a trained run on its holdout, or any predictions CSV (patient_id,slice_id,label,probability,...).")
final class Evaluate implements Callable<Integer> {
    private static final double HALF = 0.5;

    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--predictions", paramLabel = "FILE", description = "Evaluate this CSV; needs no study")
    private @Nullable Path predictions;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go; the study's reports folder by default")
    private @Nullable Path out;

    @Option(names = "--run", description = "Run to evaluate; the newest by default")
    private @Nullable String run;

    @Option(
            names = "--part",
            defaultValue = "holdout",
            description = "training, validation or holdout (${DEFAULT-VALUE})")
    private Part part = Part.HOLDOUT;

    @Mixin
    private ThresholdOption threshold = new ThresholdOption();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the bootstrap (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            Inputs.mustBecomeFolder(out);
        }
        List<ScoredSlice> scored;
        Path folder;
        DecisionThreshold used =
                threshold.given() == null ? new DecisionThreshold(HALF, "by default") : threshold.orOf(null);
        if (predictions != null) {
            Inputs.mustExist(predictions, "Check the path.");
            if (out == null) {
                throw new UserFacingException("There is no folder for the results", "Name one with --out DIR.");
            }
            scored = EvaluationFiles.readPredictions(predictions);
            folder = out;
        } else {
            StudyFolder open = study.open();
            Path runFolder = RunName.find(open, run);
            try (SliceClassifier classifier = TorchClassifier.open(RunName.bestModel(runFolder))) {
                used = threshold.orOf(classifier.record());
                scored = score(open, runFolder, classifier);
            }
            folder = out != null ? out : open.reports().resolve(runFolder.getFileName());
        }
        Evaluation evaluation = Evaluation.of(scored, used.value(), seed);
        EvaluationFiles.write(evaluation, folder);
        print(evaluation, folder, used);
        return 0;
    }

    private List<ScoredSlice> score(StudyFolder open, Path runFolder, SliceClassifier classifier) throws IOException {
        List<ScoredSlice> scored;
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            scored = CohortCoder.score(RunSplit.slices(open, runFolder, part), classifier, progress);
        }
        if (part == Part.HOLDOUT) {
            EvaluationFiles.writePredictions(scored, runFolder.resolve("predictions.csv"));
        }
        return scored;
    }

    private void print(Evaluation evaluation, Path folder, DecisionThreshold used) throws IOException {
        if (json) {
            System.err.println("threshold " + ThresholdOption.words(used));
            System.out.print(Files.readString(folder.resolve("evaluation.json")));
            return;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("patients", evaluation.patients());
        result.put("slices", evaluation.slices());
        result.put("compressed", evaluation.compressed());
        result.put("auc", Numbers.estimate(evaluation.pooled().auc()));
        result.put("sensitivity", Numbers.estimate(evaluation.pooled().sensitivity()));
        result.put("specificity", Numbers.estimate(evaluation.pooled().specificity()));
        result.put("f1", Numbers.estimate(evaluation.pooled().f1()));
        result.put("threshold", ThresholdOption.words(used));
        result.put("written_to", folder.toString());
        Json.print(result, false);
    }
}
