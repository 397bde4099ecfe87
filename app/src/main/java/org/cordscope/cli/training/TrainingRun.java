package org.cordscope.cli.training;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.cordscope.cli.run.RunEnvironment;
import org.cordscope.cli.shared.Json;
import org.cordscope.cohort.Cohort;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.Splitting;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.learning.CohortImages;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Supervision;
import org.cordscope.learning.initial.Proxies;
import org.cordscope.learning.initial.WeightsFolder;
import org.cordscope.learning.torch.TorchTraining;
import org.cordscope.learning.torch.TrainingResult;
import org.cordscope.learning.tracking.MlflowRun;
import org.cordscope.learning.tracking.TensorBoardLog;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.provenance.RunRecord;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one training run of a study: begun, trained, gone on with, and completed when the recipe has ended.
 *
 * @param mlflow address of an MLflow server that is told of the run; null for none
 */
record TrainingRun(
        StudyFolder study,
        Cohort cohort,
        WeightsFolder weights,
        Path directory,
        @Nullable URI mlflow) {
    private static final String LEARNED = "training_and_validation";

    boolean isBegun() {
        return Files.exists(directory.resolve("config.yaml"));
    }

    /** Begins the run. */
    TrainingResult start(Recipe recipe, Map<String, String> configuration, Supervision supervision)
            throws IOException, InterruptedException {
        TorchTraining.refuseUnfitWeights(recipe, weights);
        RunRecord record = RunRecord.start("train", study.clock().instant(), recipe.seed(), configuration)
                .withInput("cohort", cohort.hash())
                .withInput(LEARNED, cohort.learnedHash())
                .withInput("split", Splitting.current(study).orElseThrow().hash());
        Files.createDirectories(directory);
        WholeFile.write(RunEnvironment.file(directory), Json.text(record.toMap()) + "\n");
        WholeFile.write(
                directory.resolve("split.csv"), Files.readString(study.root().resolve("split.csv")));
        Splitting.markTrained(study, directory.getFileName().toString());
        return follow(
                recipe,
                supervision,
                watched -> TorchTraining.run(
                        images(Part.TRAINING, recipe),
                        images(Part.VALIDATION, recipe),
                        recipe,
                        weights,
                        directory,
                        watched));
    }

    /**
     * Goes on with the run.
     *
     * @throws UserFacingException where it has not ended, and would go on with other slices, labels or parts
     */
    TrainingResult resume(Supervision supervision) throws IOException, InterruptedException {
        refuseOtherSlices();
        Recipe recipe = TorchTraining.recipe(directory);
        return follow(
                recipe,
                supervision,
                watched -> TorchTraining.resume(
                        images(Part.TRAINING, recipe), images(Part.VALIDATION, recipe), weights, directory, watched));
    }

    private void refuseOtherSlices() throws IOException {
        String begun = RunEnvironment.read(directory).at("/inputs/" + LEARNED).asText(cohort.learnedHash());
        if (!FinishedRun.isComplete(directory) && !begun.equals(cohort.learnedHash())) {
            throw new UserFacingException(
                    "The training and validation slices, their labels or the split have changed since "
                            + directory.getFileName() + " was begun: it would go on with slices it was not begun with.",
                    "Bring back the split and labels of then, or train anew.");
        }
    }

    private CohortImages images(Part part, Recipe recipe) {
        return new CohortImages(cohort.in(part), recipe);
    }

    /** Training itself. */
    @FunctionalInterface
    private interface Training {
        TrainingResult run(Supervision watched) throws IOException, InterruptedException;
    }

    private TrainingResult follow(Recipe recipe, Supervision supervision, Training training)
            throws IOException, InterruptedException {
        Instant started = started();
        Supervision watched = supervision.with(new TensorBoardLog(directory, started));
        if (mlflow == null) {
            return completed(training.run(watched), supervision);
        }
        MlflowRun run = new MlflowRun(
                mlflow,
                System.getenv(),
                Proxies.of(System.getenv(), System.getProperties()),
                directory,
                started,
                RecipeText.flat(recipe),
                problem -> System.err.println("cordscope: " + problem));
        MlflowRun.End end = MlflowRun.End.FAILED;
        try {
            TrainingResult result =
                    completed(training.run(watched.with(watched.observer().and(run))), supervision);
            end = result.finished() ? MlflowRun.End.FINISHED : MlflowRun.End.KILLED;
            return result;
        } catch (InterruptedException e) {
            end = MlflowRun.End.KILLED;
            throw e;
        } finally {
            run.ended(end, study.clock().instant());
        }
    }

    private TrainingResult completed(TrainingResult result, Supervision supervision) throws IOException {
        if (result.finished()) {
            FinishedRun.complete(directory, cohort, result, supervision.progress());
        }
        return result;
    }

    /** When the run was begun, whenever it is resumed. */
    private Instant started() throws IOException {
        String text = RunEnvironment.read(directory).path("started_utc").asText("");
        return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    }
}
