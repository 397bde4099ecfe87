package org.cordscope.cli.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.cordscope.cli.run.RunName;
import org.cordscope.cli.run.RunSplit;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.Cohort;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Supervision;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.torch.TrainingResult;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the paper's models on a study. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Trains on the training patients of a study; stops by its validation patients. With --init, fine-tunes"
                        + " the model that ships instead.")
public final class Train implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Mixin
    private WeightsOption weights = new WeightsOption();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Mixin
    private OperatingPointOption operatingPoint = new OperatingPointOption();

    @Mixin
    private TrackingOption tracking = new TrackingOption();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    @Option(names = "--model", description = "Head of the network: the paper's model 1 to 7, or all (6)")
    private @Nullable String model;

    @Option(
            names = "--fold",
            paramLabel = "I",
            description = "Fold that validates, of a split with folds; the others train")
    private @Nullable Integer fold;

    @Option(
            names = "--permuted-labels",
            description = "Deal the labels out anew first: a network that can learn nothing, for `explain --permuted`")
    private boolean permutedLabels;

    @Option(names = "--name", description = "Name of the run; preset and model by default")
    private @Nullable String name;

    @Option(names = "--resume", paramLabel = "RUN", description = "Go on with a run that was interrupted")
    private @Nullable String resume;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Integer> models = models();
        if (tuning.given()) {
            Json.print(tune(study.open()), json);
            return 0;
        }
        StudyFolder folder = study.open();
        List<Map<String, Object>> table = new ArrayList<>();
        if (resume != null) {
            if (operatingPoint.given() || permutedLabels) {
                throw new IllegalArgumentException(
                        "--resume keeps the operating point and the labels that the run was started with");
            }
            Path run = RunName.find(folder, resume);
            if (CordModel.claims(RunName.bestModel(run))) {
                throw new UserFacingException(
                        "The run " + run.getFileName() + " is a fine-tuning, and has ended.",
                        "Fine-tune anew, or further, with --init.");
            }
            table.add(finish(folder, RunSplit.cohort(folder, run), run));
        } else {
            Cohort cohort = Cohort.forTraining(folder, fold);
            for (int number : models) {
                table.add(start(folder, cohort, number));
            }
        }
        if (json) {
            Json.print(Map.of("models", table), true);
        } else {
            table.forEach(row -> Json.print(row, false));
        }
        return 0;
    }

    private Map<String, Object> tune(StudyFolder folder) throws IOException {
        if (model != null || resume != null || permutedLabels || recipe.given() || tracking.mlflow() != null) {
            throw new IllegalArgumentException("--init goes with --learning-curve, --repetitions, --operating-point,"
                    + " --fold, --name and --seed only: it trains no network");
        }
        CordModel from = tuning.model();
        int repetitions = tuning.curve() ? tuning.repetitions() : 0;
        Map<String, String> configuration = RunSplit.configuration("fine-tuning", fold);
        configuration.put("init", tuning.name());
        configuration.put("repetitions", String.valueOf(repetitions));
        configuration.put(FinishedRun.OPERATING_POINT, operatingPoint.orOf("fine-tuning"));
        Cohort cohort = Cohort.forTraining(folder, fold);
        String title = name == null ? "fine-tuned" + RunSplit.suffix(fold) : name;
        Path run = RunName.fresh(folder, title, folder.clock());
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            return new TuningRun(folder, cohort, run, configuration).run(from, repetitions, recipe.seed(), progress);
        }
    }

    private List<Integer> models() {
        if (model == null) {
            return List.of(RecipeOptions.PAPER_BEST);
        }
        if (recipe.fromFile()) {
            throw new IllegalArgumentException("--recipe names its network; --model names another");
        }
        if (model.equals("all")) {
            return IntStream.rangeClosed(1, 7).boxed().toList();
        }
        if (!model.matches("[1-7]")) {
            throw new IllegalArgumentException("--model is 1 to 7 or all, not " + model);
        }
        return List.of(Integer.valueOf(model));
    }

    private Map<String, Object> start(StudyFolder folder, Cohort cohort, int number)
            throws IOException, InterruptedException {
        Recipe chosen = recipe.forModel(model == null ? null : number, weights.folder());
        if (!chosen.initialWeights().equals("random")) {
            RunSplit.refuseSeen(folder, weights.folder().file(chosen.initialWeights()), cohort);
        }
        String network = recipe.fromFile() ? "" : "-model" + number;
        String labels = permutedLabels ? "-permuted-labels" : "";
        String title = name == null ? recipe.presetName() + network + RunSplit.suffix(fold) + labels : name;
        Path run = RunName.fresh(folder, title, folder.clock());
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            Cohort learned = permutedLabels ? cohort.withPermutedLabels(chosen.seed()) : cohort;
            return row(run, run(folder, learned, run).start(chosen, configuration(chosen), Supervision.of(progress)));
        }
    }

    private TrainingRun run(StudyFolder folder, Cohort cohort, Path run) {
        return new TrainingRun(folder, cohort, weights.folder(), run, tracking.mlflow());
    }

    private Map<String, String> configuration(Recipe chosen) {
        Map<String, String> configuration = RunSplit.configuration(recipe.presetName(), fold);
        if (permutedLabels) {
            configuration.putAll(RunSplit.permutedConfiguration(chosen.seed()));
        }
        configuration.put(FinishedRun.OPERATING_POINT, operatingPoint.orOf(recipe.presetName()));
        return configuration;
    }

    private Map<String, Object> finish(StudyFolder folder, Cohort cohort, Path run)
            throws IOException, InterruptedException {
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            return row(run, run(folder, cohort, run).resume(Supervision.of(progress)));
        }
    }

    /** One row of the paper's Table 3. */
    private static Map<String, Object> row(Path run, TrainingResult result) {
        Epoch best = result.epochs().get(result.bestEpoch() - 1);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("run", run.getFileName().toString());
        row.put("epochs", result.epochs().size());
        row.put("best_epoch", result.bestEpoch());
        row.put("validation_accuracy", best.validationAccuracy());
        row.put("validation_loss", best.validationLoss());
        row.put("validation_auc", best.validationAuc());
        row.put("training_accuracy", best.trainingAccuracy());
        row.put("training_loss", best.trainingLoss());
        row.put("model", result.bestModel().toString());
        result.warning().ifPresent(warning -> row.put("warning", warning));
        return row;
    }
}
