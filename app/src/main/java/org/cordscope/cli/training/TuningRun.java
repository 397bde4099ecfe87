package org.cordscope.cli.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.cli.run.RunEnvironment;
import org.cordscope.cli.run.RunName;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.ThresholdOption;
import org.cordscope.cohort.Cohort;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.Splitting;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.inference.cord.CordFineTuning;
import org.cordscope.inference.cord.LearningCurve;
import org.cordscope.inference.cord.SeenSlices;
import org.cordscope.learning.TrainingLog;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordTuning;
import org.cordscope.learning.cord.TuningRecord;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.torch.TorchCordReader;
import org.cordscope.provenance.RunRecord;
import org.cordscope.report.LearningCurveFiles;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * The directory of a fine-tuning of a model of the cord. It is written when all is done; only what the networks have seen of
 * slices is kept before, in the study's {@code runs}, so that an interrupted fine-tuning goes on from there when it is begun
 * again.
 */
record TuningRun(StudyFolder study, Cohort cohort, Path directory, Map<String, String> configuration) {

    /** Fine-tunes, and draws the learning curve where repetitions are wanted. */
    Map<String, Object> run(CordModel model, int repetitions, long seed, Progress progress) throws IOException {
        List<CohortSlice> training = cohort.in(Part.TRAINING);
        List<CohortSlice> validation = cohort.in(Part.VALIDATION);
        List<CohortSlice> holdout = repetitions > 0 ? holdout() : List.of();
        RunRecord record = RunRecord.start(
                        "train", study.clock().instant(), repetitions > 0 ? seed : null, configuration)
                .withInput("model", model.sha256())
                .withInput("cohort", cohort.hash())
                .withInput("split", Splitting.current(study).orElseThrow().hash());
        try (TorchCordReader reader = TorchCordReader.of(model, TorchClassifier.fastestPrecision())) {
            Path file = study.runs().resolve("seen-by-" + model.sha256().substring(0, 12) + ".safetensors");
            SeenSlices seen = new SeenSlices(reader, file);
            for (List<CohortSlice> part : List.of(training, validation, holdout)) {
                seen.look(part, progress);
            }
            if (!CordTuning.enough(seen.cases(seen.withCord(training)))) {
                throw new UserFacingException(
                        "The training part has no two patients with slices of both classes in which a cord was found.",
                        "Label more slices, or look at cordscope status.");
            }
            CordFineTuning tuning = new CordFineTuning(
                    seen, OperatingRule.parse(configuration.getOrDefault(FinishedRun.OPERATING_POINT, "youden")));
            CordFineTuning.Result result = tuning.of(training, validation);
            List<LearningCurve.Point> points = repetitions > 0
                    ? new LearningCurve(seen, tuning, training, validation, holdout).points(repetitions, seed, progress)
                    : List.of();
            write(record, result);
            TrainingLog.write(directory, tuning.log(result, training, validation));
            if (!points.isEmpty()) {
                LearningCurveFiles.write(points, directory);
            }
            Splitting.markTrained(study, directory.getFileName().toString());
            return row(result, points);
        }
    }

    private List<CohortSlice> holdout() {
        List<CohortSlice> holdout = cohort.in(Part.HOLDOUT);
        if (holdout.stream().map(CohortSlice::label).distinct().count() < 2) {
            throw new UserFacingException(
                    "A learning curve needs a holdout with labelled slices of both classes.",
                    "Split with a holdout, or leave out --learning-curve.");
        }
        return holdout;
    }

    private void write(RunRecord record, CordFineTuning.Result result) throws IOException {
        Files.createDirectories(RunName.bestModel(directory).getParent());
        WholeFile.write(RunEnvironment.file(directory), Json.text(record.toMap()) + "\n");
        WholeFile.write(
                directory.resolve("split.csv"), Files.readString(study.root().resolve("split.csv")));
        WholeFile.write(directory.resolve("MODEL_CARD.md"), result.model().card());
        WholeFile.write(
                directory.resolve("config.yaml"), result.model().metadata().get("tuning") + "\n");
        result.model().write(RunName.bestModel(directory));
    }

    private Map<String, Object> row(CordFineTuning.Result result, List<LearningCurve.Point> points) {
        TuningRecord record = result.record();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("run", directory.getFileName().toString());
        row.put("deciding_layer", record.verdict());
        row.put("cross_validated_auc", record.after().crossValidatedAuc());
        row.put("cross_validated_auc_before", record.before().crossValidatedAuc());
        row.put("validation_auc", record.after().validationAuc());
        row.put("validation_auc_before", record.before().validationAuc());
        row.put("threshold", ThresholdOption.words(result.model().decision().threshold()));
        row.put("model", RunName.bestModel(directory).toString());
        if (!points.isEmpty()) {
            row.put("learning_curve", directory.resolve("learning-curve.svg").toString());
        }
        return row;
    }
}
