package org.cordscope.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.Comparison;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.Subgroup;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.cordscope.learning.Epoch;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.figure.Terms;

/** Tables made from records, numbered as in the paper. */
public final class Tables {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("auc", "AUC"),
            Map.entry("auc_unclustered", "AUC, slices taken as independent"),
            Map.entry("average_precision", "Average precision"),
            Map.entry("sensitivity", "Sensitivity"),
            Map.entry("specificity", "Specificity"),
            Map.entry("ppv", "Positive predictive value"),
            Map.entry("npv", "Negative predictive value"),
            Map.entry("accuracy", "Accuracy"),
            Map.entry("balanced_accuracy", "Balanced accuracy"),
            Map.entry("f1", "F1"),
            Map.entry("mcc", "Matthews correlation"));

    private Tables() {}

    /** A metric's name for people. */
    static String name(String metric) {
        return metric.equals("mean_auc_per_patient") ? "AUC per patient, mean" : NAMES.getOrDefault(metric, metric);
    }

    /** Every metric with its interval and method. */
    public static Table metrics(Evaluation evaluation) {
        List<List<String>> rows = new ArrayList<>();
        evaluation.pooled().named().forEach((name, e) -> rows.add(metric(name(name), e)));
        rows.add(metric("AUC per patient, mean", evaluation.perPatient().meanAuc()));
        rows.add(List.of(
                "AUC per patient, SD",
                Numbers.fixed(evaluation.perPatient().sdAuc(), 3),
                Numbers.NONE,
                "sample standard deviation over "
                        + Numbers.counted(evaluation.perPatient().defined().size(), "patient")));
        rows.add(metric("Brier score", evaluation.calibration().brier()));
        rows.add(metric("Expected calibration error", evaluation.calibration().expectedCalibrationError()));
        rows.add(metric("Calibration intercept", evaluation.calibration().intercept()));
        rows.add(metric("Calibration slope", evaluation.calibration().slope()));
        return new Table(
                "Performance on " + Numbers.counted(evaluation.slices(), "slice") + " of "
                        + Numbers.counted(evaluation.patients(), "patient") + ", threshold "
                        + Numbers.fixed(evaluation.threshold(), 2),
                List.of("Metric", "Value", "95 % interval", "Method"),
                rows,
                undefinedPatients(evaluation));
    }

    private static List<String> metric(String name, Estimate e) {
        return List.of(name, Numbers.fixed(e.value(), 3), Numbers.interval(e), e.method());
    }

    private static List<String> undefinedPatients(Evaluation evaluation) {
        int undefined = evaluation.perPatient().undefined().size();
        return undefined == 0
                ? List.of()
                : List.of(undefined + " of " + Numbers.counted(evaluation.patients(), "patient")
                        + (undefined == 1 ? " has" : " have")
                        + " slices of one class only, whose AUC is undefined and does not enter the mean.");
    }

    /**
     * Table 2: two raters, the counts of each and their agreement.
     *
     * @param first what the first is called; {@code second} likewise
     */
    public static Table agreement(RaterAgreement a, String first, String second) {
        String of = " / " + Numbers.count(a.slices());
        List<List<String>> rows = List.of(
                List.of(first + ": compressed", Numbers.count(a.firstCompressed()) + of, Numbers.NONE),
                List.of(second + ": compressed", Numbers.count(a.secondCompressed()) + of, Numbers.NONE),
                List.of("Disagreements", Numbers.count(a.disagreements()) + of, Numbers.NONE),
                estimate("Cohen\u2019s kappa", a.kappa()),
                estimate("Agreement on all slices", a.observed()),
                estimate("Positive agreement", a.positiveAgreement()),
                estimate("Negative agreement", a.negativeAgreement()),
                estimate(first + " compressed, " + second + " too", a.secondConfirmsCompressed()),
                estimate(second + " compressed, " + first + " too", a.firstConfirmsCompressed()),
                estimate(first + " not compressed, " + second + " too", a.secondConfirmsNotCompressed()),
                estimate(second + " not compressed, " + first + " too", a.firstConfirmsNotCompressed()));
        return new Table(
                "Agreement of the raters",
                List.of("Measure", "Value", "95 % interval"),
                rows,
                List.of("Kappa: " + a.kappa().method() + ". Shares: "
                        + a.observed().method() + "."));
    }

    private static List<String> estimate(String name, Estimate e) {
        return List.of(name, Numbers.fixed(e.value(), 3), Numbers.interval(e));
    }

    /**
     * Table 3 for one trained model: the epoch with the lowest validation loss.
     *
     * @throws IllegalArgumentException without epochs
     */
    public static Table training(String model, List<Epoch> epochs) {
        return training(Map.of(model, epochs));
    }

    /**
     * Table 3: of each model the epoch with the lowest validation loss, in the map's order.
     *
     * @throws IllegalArgumentException where one has no epochs
     */
    public static Table training(Map<String, List<Epoch>> models) {
        List<List<String>> rows = new ArrayList<>();
        models.forEach((model, epochs) -> rows.add(trainingRow(model, epochs)));
        return new Table(
                "Training; the epoch with the lowest validation loss",
                List.of(
                        "Model",
                        "Epochs",
                        "Best epoch",
                        "Validation accuracy",
                        "Validation loss",
                        "Validation AUC",
                        "Training accuracy",
                        "Training loss",
                        "Time"),
                rows);
    }

    private static List<String> trainingRow(String model, List<Epoch> epochs) {
        Epoch best = epochs.stream()
                .min(Comparator.comparingDouble(Epoch::validationLoss).thenComparingInt(Epoch::number))
                .orElseThrow(() -> new IllegalArgumentException("training has no epoch"));
        double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
        return List.of(
                model,
                String.valueOf(epochs.size()),
                String.valueOf(best.number()),
                Numbers.percent(best.validationAccuracy()),
                Numbers.fixed(best.validationLoss(), 4),
                Numbers.fixed(best.validationAuc(), 3),
                Numbers.percent(best.trainingAccuracy()),
                Numbers.fixed(best.trainingLoss(), 4),
                duration(seconds));
    }

    private static String duration(double seconds) {
        return seconds < 120
                ? Numbers.fixed(seconds, 0) + " s"
                : seconds < 7200 ? Numbers.fixed(seconds / 60, 0) + " min" : Numbers.fixed(seconds / 3600, 1) + " h";
    }

    /** Table 4: each subgroup against its complement, and the paper's test beside it. */
    public static Table subgroups(Evaluation evaluation) {
        List<String> header = List.of(
                "Grouping",
                "Group",
                "Patients",
                "Slices",
                "AUC (95 % interval)",
                "Others",
                "Difference",
                "p",
                "p, Holm",
                "p, as in the paper");
        List<String> notes = new ArrayList<>(List.of(
                "Areas: jackknife by patient; difference and p: Obuchowski 1997, clustered by patient; Holm\u2019s"
                        + " correction over all rows.",
                "As in the paper: DeLong of the group against the whole, although the two overlap and slices of one"
                        + " patient are not independent; for comparison only."));
        notCompared(evaluation.subgroups())
                .forEach((why, groups) -> notes.add("Not compared, " + why + ": " + String.join("; ", groups) + "."));
        return new Table(
                "Subgroups, each against all others",
                header,
                evaluation.subgroups().stream().map(Tables::subgroup).toList(),
                notes);
    }

    /** Groups by the reason, counts left out: the file of subgroups has them. */
    private static Map<String, List<String>> notCompared(List<Subgroup> subgroups) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        subgroups.stream()
                .filter(s -> !s.isCompared())
                .forEach(s -> groups.computeIfAbsent(s.refused().replaceAll(":.*", ""), why -> new ArrayList<>())
                        .add(Terms.grouping(s.column()) + " " + Terms.group(s.column(), s.group())));
        return groups;
    }

    private static List<String> subgroup(Subgroup s) {
        Comparison c = s.comparison();
        return List.of(
                Terms.grouping(s.column()),
                Terms.group(s.column(), s.group()),
                Numbers.count(s.patients()),
                Numbers.count(s.slices()),
                Numbers.estimate(s.auc()),
                Numbers.fixed(s.complementAuc().value(), 3),
                c == null ? Numbers.NONE : Numbers.estimate(c.difference()),
                c == null ? Numbers.NONE : Numbers.pValue(c.pValue()),
                c == null ? Numbers.NONE : Numbers.pValue(s.holmP()),
                Numbers.pValue(s.paperP()));
    }
}
