package org.cordscope.cli.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cordscope.cli.run.RunModel;
import org.cordscope.cli.run.RunName;
import org.cordscope.cli.run.RunSplit;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cli.shared.ThresholdOption;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.paired.ModelComparison;
import org.cordscope.labelling.RaterCalls;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.report.EvaluationFiles;
import org.cordscope.report.FullEvaluation;
import org.cordscope.report.StudyPredictions;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.predictions.Predictions;
import org.cordscope.report.predictions.PredictionsFile;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Statistics of a study's model, or of any tool's predictions. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        subcommands = {EvaluateCheck.class, EvaluateCoverage.class},
        description = "Evaluates a trained run on its holdout, or any predictions CSV"
                + " (patient_id,slice_id,label,probability,...).")
public final class Evaluate implements Callable<Integer> {
    private static final double HALF = 0.5;

    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--predictions", paramLabel = "FILE", description = "Evaluate this CSV; needs no study")
    private @Nullable Path predictions;

    @Option(
            names = "--validation",
            paramLabel = "FILE",
            description = "Predictions of other patients, on which operating points are chosen")
    private @Nullable Path validation;

    @Mixin
    private CompareOption compare = new CompareOption();

    @Option(
            names = "--column",
            paramLabel = "NAME=COLUMN",
            description = "What a CSV calls patient_id, slice_id, label, probability, scan_id or slice_index")
    private Map<String, String> columns = Map.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go; the study's reports folder by default")
    private @Nullable Path out;

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description =
                    "Run to evaluate; the newest by default. With --part validation repeated for the runs of all folds, which"
                            + " then judge together the patients that each has not learned from")
    private List<String> runs = new ArrayList<>();

    @Option(
            names = "--part",
            defaultValue = "holdout",
            description = "training, validation or holdout (${DEFAULT-VALUE})")
    private Part part = Part.HOLDOUT;

    @Mixin
    private ThresholdOption threshold = new ThresholdOption();

    @Option(
            names = "--margin",
            defaultValue = "0.05",
            description = "Margin of non-inferiority against the raters (${DEFAULT-VALUE})")
    private double margin;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the bootstrap (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    private Optional<String> warning = Optional.empty();

    /**
     * What is evaluated, on what thresholds are chosen, and where the results go.
     *
     * @param name what the predictions are called
     * @param study that the slices are of; null where unknown
     */
    private record Scored(
            Predictions evaluated,
            String name,
            @Nullable Predictions chosenOn,
            Path folder,
            DecisionThreshold threshold,
            @Nullable StudyFolder study) {}

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            Inputs.mustBecomeFolder(out);
        }
        Scored scored = predictions == null ? ofRun() : ofFile(predictions);
        refuseShared(scored);
        double value = scored.threshold().value();
        CompareOption.Compared compared = compare.with(
                new CompareOption.First(scored.evaluated().slices(), scored.name(), value),
                columns,
                scored.study(),
                seed);
        FullEvaluation evaluation = FullEvaluation.of(scored.evaluated(), scored.chosenOn(), value, seed, margin);
        EvaluationFiles.write(evaluation, scored.folder());
        if (compared != null) {
            EvaluationFiles.write(compared.comparison(), compared.first(), compared.second(), scored.folder());
        }
        print(evaluation.slices(), compared == null ? null : compared.comparison(), scored);
        return 0;
    }

    private Scored ofFile(Path file) throws IOException {
        Inputs.mustExist(file, "Check the path.");
        if (out == null) {
            throw new UserFacingException("There is no folder for the results", "Name one with --out DIR.");
        }
        DecisionThreshold used = threshold.orOf(new DecisionThreshold(HALF, "by default"));
        return new Scored(
                PredictionsFile.read(file, columns),
                String.valueOf(file.getFileName()),
                validationFile(),
                out,
                used,
                study.isThere() ? study.open() : null);
    }

    private Scored ofRun() throws IOException {
        StudyFolder open = study.open();
        if (runs.size() > 1) {
            return ofFolds(open);
        }
        Path runFolder = RunName.find(open, runs.isEmpty() ? null : runs.get(0));
        Path folder = out != null ? out : open.reports().resolve(runFolder.getFileName());
        Predictions chosenOn = validationFile();
        try (RunModel model = RunModel.open(runFolder)) {
            Predictions scored = score(open, runFolder, part, model);
            if (part == Part.HOLDOUT) {
                Predictions own = score(open, runFolder, Part.VALIDATION, model);
                chosenOn = chosenOn == null ? own : chosenOn;
                PredictionsFile.write(scored, runFolder.resolve("predictions.csv"));
                PredictionsFile.write(own, runFolder.resolve("validation-predictions.csv"));
            }
            return new Scored(
                    scored,
                    "run " + runFolder.getFileName(),
                    chosenOn,
                    folder,
                    threshold.orOf(model.threshold()),
                    open);
        }
    }

    private Scored ofFolds(StudyFolder open) throws IOException {
        if (part != Part.VALIDATION || out == null) {
            throw new UserFacingException(
                    "Several runs are evaluated together on the patients that validated them, into a folder of their own",
                    "Add --part validation --out DIR, or name one run.");
        }
        JoinedFolds folds = new JoinedFolds(open);
        for (String name : new LinkedHashSet<>(runs)) {
            Path runFolder = RunName.find(open, name);
            try (RunModel model = RunModel.open(runFolder)) {
                folds.add(runFolder, score(open, runFolder, part, model));
            }
        }
        warning = folds.warning();
        PredictionsFile.write(folds.predictions(), Files.createDirectories(out).resolve("predictions.csv"));
        DecisionThreshold used = threshold.orOf(new DecisionThreshold(HALF, "by default"));
        return new Scored(folds.predictions(), runs.size() + " runs", validationFile(), out, used, open);
    }

    private @Nullable Predictions validationFile() {
        return validation == null ? null : PredictionsFile.read(validation, columns);
    }

    private Predictions score(StudyFolder open, Path runFolder, Part which, RunModel model) throws IOException {
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            List<CohortSlice> slices = RunSplit.slices(open, runFolder, which);
            return StudyPredictions.of(slices, model.score(slices, progress), RaterCalls.of(open));
        }
    }

    private static void refuseShared(Scored scored) {
        if (scored.chosenOn() == null) {
            return;
        }
        Set<String> patients = new HashSet<>();
        scored.evaluated().slices().forEach(slice -> patients.add(slice.patientId()));
        long shared = scored.chosenOn().slices().stream()
                .map(ScoredSlice::patientId)
                .distinct()
                .filter(patients::contains)
                .count();
        if (shared > 0) {
            throw new UserFacingException(
                    Numbers.counted(shared, "patient") + (shared == 1 ? " is" : " are")
                            + " in the validation predictions and in those that are evaluated",
                    "Choose operating points on other patients.");
        }
    }

    /** An undefined number with its reason. */
    private static String shown(Estimate estimate) {
        return estimate.isDefined() ? Numbers.estimate(estimate) : estimate.method();
    }

    private void print(Evaluation evaluation, @Nullable ModelComparison comparison, Scored scored) throws IOException {
        if (json) {
            System.err.println("threshold " + ThresholdOption.words(scored.threshold()));
            warning.ifPresent(words -> System.err.println("warning " + words));
            System.out.print(Files.readString(scored.folder().resolve("evaluation.json")));
            return;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("patients", evaluation.patients());
        result.put("slices", evaluation.slices());
        result.put("compressed", evaluation.compressed());
        result.put("auc", shown(evaluation.pooled().auc()));
        result.put("sensitivity", shown(evaluation.pooled().sensitivity()));
        result.put("specificity", shown(evaluation.pooled().specificity()));
        result.put("f1", shown(evaluation.pooled().f1()));
        result.put("threshold", ThresholdOption.words(scored.threshold()));
        if (comparison != null) {
            result.put("threshold_of_the_other", Numbers.fixed(comparison.secondThreshold(), 4));
            result.put(
                    "auc_less_the_other",
                    comparison.auc() == null
                            ? Numbers.NONE
                            : Numbers.estimate(comparison.auc().difference()) + ", p "
                                    + Numbers.pValue(comparison.auc().pValue()));
            comparison
                    .shares()
                    .forEach(share -> result.put(
                            share.name() + "_less",
                            Numbers.estimate(share.difference()) + ", p " + Numbers.pValue(share.pValue())));
        }
        result.put("written_to", scored.folder().toString());
        warning.ifPresent(words -> result.put("warning", words));
        Json.print(result, false);
    }
}
