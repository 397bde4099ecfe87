package org.cordscope.cli.training;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
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
import org.cordscope.learning.search.Dimension;
import org.cordscope.learning.search.RandomSearch;
import org.cordscope.learning.search.SearchPlan;
import org.cordscope.learning.search.Trial;
import org.cordscope.learning.torch.TrainingResult;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.WeightFormatException;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.SearchFigure;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Random search over the recipe. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description =
                "Trains with learning rate and momentum drawn at random, as the paper did, or other keys of the recipe.")
public final class Search implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Mixin
    private WeightsOption weights = new WeightsOption();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--vary",
            paramLabel = "KEY=VALUES",
            description = "Key of the recipe and where its values come from: low..high, low..high,log or a|b|c; may be"
                    + " repeated. Without: optimiser.learning_rate=1e-5..1e-2,log and optimiser.beta1=0.8..0.99")
    private List<String> vary = List.of();

    @Option(names = "--trials", defaultValue = "20", description = "Recipes that are drawn (${DEFAULT-VALUE})")
    private int trials;

    @Option(
            names = "--halving",
            paramLabel = "EPOCHS",
            defaultValue = "0",
            description = "Successive halving: every trial gets so many epochs, a part of them goes on with more"
                    + " (0: every trial to its end)")
    private int halving;

    @Option(
            names = "--factor",
            defaultValue = "3",
            description =
                    "With --halving, one trial in so many goes on, for so many times the epochs (${DEFAULT-VALUE})")
    private int factor;

    @Option(names = "--search-seed", defaultValue = "1", description = "Seed of what is drawn (${DEFAULT-VALUE})")
    private long searchSeed;

    @Option(
            names = "--fold",
            paramLabel = "I",
            description = "Fold that validates, of a split with folds; the others train")
    private @Nullable Integer fold;

    @Option(names = "--name", defaultValue = "search", description = "Name of the search (${DEFAULT-VALUE})")
    private String name = "search";

    @Option(
            names = "--resume",
            paramLabel = "SEARCH",
            description = "Go on with a search that was interrupted; give the same options")
    private @Nullable String resume;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Dimension> dimensions = vary.isEmpty()
                ? SearchPlan.paper()
                : vary.stream().map(Dimension::parse).toList();
        SearchPlan plan = new SearchPlan(dimensions, trials, searchSeed, halving, factor);
        StudyFolder folder = study.open();
        Recipe base = recipe.forModel(null, weights.folder());
        refuseUnfit(plan, base);
        Cohort cohort = Cohort.forTraining(folder, fold);
        Path search = resume == null ? RunName.fresh(folder, name, folder.clock()) : RunName.find(folder, resume);
        remember(search, plan, base, cohort);
        Map<String, TrainingResult> results = new HashMap<>();
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            List<Trial> all = new RandomSearch(
                            plan,
                            (trial, values, epochs) -> {
                                TrainingResult result =
                                        train(folder, cohort, search.resolve(trial), base, values, epochs, progress);
                                results.put(trial, result);
                                return result.epochs();
                            },
                            soFar -> write(search, dimensions, soFar))
                    .run();
            write(search, dimensions, all);
            progress.finish();
            print(search, all, Objects.requireNonNull(results.get(all.get(0).name())));
        }
        return 0;
    }

    /** Values that no recipe can have are found before the first trial is trained. */
    private static void refuseUnfit(SearchPlan plan, Recipe base) {
        for (int trial = 1; trial <= plan.trials(); trial++) {
            with(base, plan.values(trial));
        }
    }

    private static Recipe with(Recipe base, Map<String, String> values) {
        try {
            return RecipeText.with(base, values);
        } catch (WeightFormatException e) {
            throw new IllegalArgumentException("--vary: " + e.getMessage(), e);
        }
    }

    /** What a search was asked for stays the same when it is resumed. */
    private static void remember(Path search, SearchPlan plan, Recipe base, Cohort cohort) throws IOException {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("vary", plan.dimensions().stream().map(String::valueOf).toList());
        asked.put("trials", plan.trials());
        asked.put("seed", plan.seed());
        asked.put("first_epochs", plan.firstEpochs());
        asked.put("factor", plan.factor());
        asked.put("recipe", RecipeText.flat(base));
        asked.put("training_and_validation", cohort.learnedHash());
        String text = Json.text(asked) + "\n";
        Path file = search.resolve("search.json");
        if (!Files.exists(file)) {
            WholeFile.write(file, text);
        } else if (!Files.readString(file).equals(text)) {
            throw new UserFacingException(
                    "The search " + search.getFileName() + " was begun with other options, or on other training and"
                            + " validation slices, labels or parts",
                    "Give the options that " + file
                            + " shows, with the split and labels of then, or begin another search.");
        }
    }

    private TrainingResult train(
            StudyFolder folder,
            Cohort cohort,
            Path directory,
            Recipe base,
            Map<String, String> values,
            int epochs,
            ConsoleProgress progress)
            throws IOException, InterruptedException {
        TrainingRun run = new TrainingRun(folder, cohort, weights.folder(), directory, null);
        Supervision supervision = Supervision.of(progress).until(epochs);
        return run.isBegun()
                ? run.resume(supervision)
                : run.start(
                        RecipeText.with(base, values), RunSplit.configuration(recipe.presetName(), fold), supervision);
    }

    private static void write(Path search, List<Dimension> dimensions, List<Trial> trials) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(
                text, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get())) {
            List<Object> header = new ArrayList<>(List.of("trial"));
            dimensions.forEach(dimension -> header.add(dimension.key()));
            header.addAll(List.of(
                    "epochs", "best_epoch", "validation_loss", "validation_accuracy", "validation_auc", "failure"));
            csv.printRecord(header);
            for (Trial trial : trials) {
                csv.printRecord(row(trial));
            }
        }
        WholeFile.write(search.resolve("search.csv"), text.toString());
        Optional<Figure> figure = SearchFigure.of(dimensions, trials);
        if (figure.isPresent()) {
            WholeFile.write(search.resolve("search.svg"), figure.get().standalone());
        }
    }

    private static List<Object> row(Trial trial) {
        List<Object> row = new ArrayList<>(List.of(trial.number()));
        row.addAll(trial.values().values());
        row.add(trial.epochs().size());
        Optional<Epoch> best = trial.best();
        row.add(best.map(e -> String.valueOf(e.number())).orElse(""));
        row.add(best.map(e -> String.valueOf(e.validationLoss())).orElse(""));
        row.add(best.map(e -> String.valueOf(e.validationAccuracy())).orElse(""));
        row.add(best.map(e -> String.valueOf(e.validationAuc())).orElse(""));
        row.add(trial.failure() == null ? "" : trial.failure());
        return row;
    }

    private void print(Path search, List<Trial> trials, TrainingResult best) {
        Trial first = trials.get(0);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("search", search.getFileName().toString());
        summary.put("trials", trials.size());
        summary.put("failed", trials.stream().filter(t -> t.failure() != null).count());
        summary.put("best_trial", first.number());
        summary.putAll(first.values());
        Epoch kept = best.epochs().get(best.bestEpoch() - 1);
        summary.put("validation_loss", kept.validationLoss());
        summary.put("validation_auc", kept.validationAuc());
        summary.put(
                "recipe", search.resolve(first.name()).resolve("config.yaml").toString());
        summary.put("table", search.resolve("search.csv").toString());
        best.warning().ifPresent(warning -> summary.put("warning", warning));
        Json.print(summary, json);
    }
}
