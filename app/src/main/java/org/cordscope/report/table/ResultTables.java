package org.cordscope.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordscope.evaluation.Calibration;
import org.cordscope.evaluation.Comparison;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.GradeScores;
import org.cordscope.evaluation.Interaction;
import org.cordscope.evaluation.PaperAndSound;
import org.cordscope.evaluation.operating.OperatingPoint;
import org.cordscope.evaluation.paired.ModelComparison;
import org.cordscope.evaluation.paired.PairedShare;
import org.cordscope.evaluation.reader.NonInferiority;
import org.cordscope.evaluation.scan.CountResults;
import org.cordscope.evaluation.scan.ScanResults;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.figure.Terms;
import org.jspecify.annotations.Nullable;

/** Tables of results that go beyond the paper's: scans, thresholds, raters, grades, calibration, two models. */
public final class ResultTables {
    private ResultTables() {}

    /** The paper's numbers and the corrected ones side by side. */
    public static Table paperAndSound(Evaluation evaluation) {
        List<List<String>> rows = PaperAndSound.of(evaluation).stream()
                .map(row -> List.of(
                        Tables.name(row.quantity()),
                        Numbers.estimate(row.paper()),
                        row.paper().method(),
                        Numbers.estimate(row.sound()),
                        row.sound().method()))
                .toList();
        return new Table(
                "The paper\u2019s way (paper) beside the corrected one (sound)",
                List.of("Quantity", "paper", "How", "sound", "How"),
                rows,
                List.of(
                        "paper: as Merali et al. 2021 would print it; slices of one patient are taken as independent, so"
                                + " its intervals are too narrow."));
    }

    /** Whether the area depends on a grouping at all. */
    public static Table interactions(Evaluation evaluation) {
        List<List<String>> rows = new ArrayList<>();
        for (Interaction i : evaluation.interactions()) {
            rows.add(List.of(
                    Terms.grouping(i.column()),
                    i.isTested()
                            ? i.groups().stream()
                                    .map(group -> Terms.group(i.column(), group))
                                    .collect(Collectors.joining(", "))
                            : i.refused(),
                    Numbers.fixed(i.statistic(), 2),
                    Numbers.fixed(i.degreesOfFreedom(), 0),
                    i.isTested() ? Numbers.pValue(i.pValue()) : Numbers.NONE,
                    i.isTested() ? Numbers.pValue(i.holmP()) : Numbers.NONE));
        }
        return new Table(
                "Does the area depend on the grouping?",
                List.of("Grouping", "Groups compared", "Chi-squared", "df", "p", "p, Holm"),
                rows,
                List.of(
                        "Wald\u2019s test that all groups have the same area, variances by Obuchowski 1997, clustered by"
                                + " patient; Holm\u2019s correction over the groupings."));
    }

    /** The Brier score taken apart, in bins and without. */
    public static Table calibration(Calibration c) {
        return new Table(
                "The Brier score taken apart",
                List.of("Part", "Ten bins", "Without bins"),
                List.of(
                        List.of(
                                "Miscalibration (reliability)",
                                Numbers.fixed(c.decomposition().reliability(), 4),
                                Numbers.fixed(c.curve().miscalibration(), 4)),
                        List.of(
                                "Discrimination (resolution)",
                                Numbers.fixed(c.decomposition().resolution(), 4),
                                Numbers.fixed(c.curve().discrimination(), 4)),
                        List.of(
                                "Uncertainty",
                                Numbers.fixed(c.decomposition().uncertainty(), 4),
                                Numbers.fixed(c.curve().uncertainty(), 4)),
                        List.of("Within bins", Numbers.fixed(c.decomposition().withinBins(), 4), Numbers.NONE)),
                List.of(
                        "Brier score = miscalibration \u2212 discrimination + uncertainty + within bins. Ten bins: Murphy"
                                + " 1973, Stephenson et al. 2008; without bins: isotonic regression, Dimitriadis et al. 2021."));
    }

    /** Every scan as a whole, which is what a trial codes. */
    public static Table scans(ScanResults s) {
        List<List<String>> rows = new ArrayList<>(List.of(
                row("AUC of the highest probability of a slice", s.ranked().auc()),
                row("Sensitivity for any compression", s.sensitivity()),
                row("Specificity", s.specificity()),
                row("Positive predictive value", s.ppv()),
                row("Negative predictive value", s.npv()),
                row("Accuracy", s.accuracy())));
        counts(rows, "Compressed slices", s.compressedSlices());
        counts(rows, "Longest run", s.longestRun());
        return new Table(
                "Results per scan: " + Numbers.counted(s.scans(), "scan") + " of "
                        + Numbers.counted(s.patients(), "patient"),
                List.of("Measure", "Value", "95 % interval", "Method"),
                rows,
                List.of(
                        "A run is of neighbouring slices that have a label; differences are called less true, in slices."));
    }

    private static void counts(List<List<String>> rows, String what, CountResults c) {
        rows.add(row(what + ", ICC(2,1)", c.correlation().agreement()));
        rows.add(row(what + ", ICC(3,1)", c.correlation().consistency()));
        rows.add(row(what + ", mean difference", c.differences().bias()));
        rows.add(row(what + ", lower limit of agreement", c.differences().lower()));
        rows.add(row(what + ", upper limit of agreement", c.differences().upper()));
        rows.add(row(what + ", exact", c.exact()));
        rows.add(row(what + ", within one", c.withinOne()));
        rows.add(row(what + ", mean absolute difference", c.meanAbsoluteDifference()));
    }

    private static List<String> row(String name, Estimate e) {
        return List.of(name, Numbers.fixed(e.value(), 3), Numbers.interval(e), e.method());
    }

    /** Thresholds that validation patients chose. */
    public static Table operatingPoints(List<OperatingPoint> points) {
        return operatingPoints(
                "Operating points, chosen on validation patients and judged on these",
                points,
                "Intervals clustered by patient. No patient is in both sets. Each threshold is a probability that a validation"
                        + " slice has; that of a model\u2019s own lies halfway to the next lower one, where it decides the same.");
    }

    /** Thresholds of the highest probability of a scan. */
    public static Table scanOperatingPoints(List<OperatingPoint> points) {
        return operatingPoints(
                "Operating points of whole scans, chosen on validation patients and judged on these",
                points,
                "A scan is called compressed where the highest probability of its slices reaches the threshold. Intervals"
                        + " clustered by patient. No patient is in both sets.");
    }

    private static Table operatingPoints(String title, List<OperatingPoint> points, String note) {
        return new Table(
                title,
                List.of("Rule", "Threshold", "Sensitivity", "Specificity", "PPV", "NPV"),
                points.stream()
                        .map(p -> List.of(
                                p.rule().words(),
                                Numbers.fixed(p.threshold(), 3),
                                Numbers.estimate(p.sensitivity()),
                                Numbers.estimate(p.specificity()),
                                Numbers.estimate(p.ppv()),
                                Numbers.estimate(p.npv())))
                        .toList(),
                List.of(note));
    }

    /** The model against the raters. */
    public static Table againstRaters(List<NonInferiority> tests) {
        return new Table(
                "The model against the raters of the same slices",
                List.of("Quantity", "Model less raters (95 % interval)", "Margin", "p", "Not inferior"),
                tests.stream()
                        .map(t -> List.of(
                                t.quantity(),
                                Numbers.estimate(t.difference()),
                                Numbers.fixed(t.margin(), 3),
                                Numbers.pValue(t.pValue()),
                                t.isShown() ? "shown" : "not shown"))
                        .toList(),
                List.of("One-sided, clustered by patient. The reference standard that raters agreed on favours them;"
                        + " agreement with raters needs no reference standard (Obuchowski et al. 2014)."));
    }

    /** Probabilities by Kang grade. */
    public static Table grades(List<GradeScores> grades) {
        return new Table(
                "Predicted probability by Kang grade",
                List.of("Grade", "Patients", "Slices", "Median (quartiles)", "Called compressed (95 % interval)"),
                grades.stream()
                        .map(g -> List.of(
                                String.valueOf(g.grade()),
                                Numbers.count(g.patients()),
                                Numbers.count(g.slices()),
                                Numbers.fixed(g.quartiles().get(1), 3) + " ("
                                        + Numbers.fixed(g.quartiles().get(0), 3) + " to "
                                        + Numbers.fixed(g.quartiles().get(2), 3) + ")",
                                Numbers.estimate(g.called())))
                        .toList(),
                List.of(
                        "Kang et al. 2011: 0 normal, 1 more than half of the subarachnoid space lost, 2 cord deformed, 3"
                                + " signal in the cord."));
    }

    /**
     * Two models on the same slices.
     *
     * @param first what the first model's predictions are called
     * @param second what the second's are
     */
    public static Table comparison(ModelComparison c, String first, String second) {
        List<List<String>> rows = new ArrayList<>();
        area(rows, "AUC", c, c.auc());
        area(rows, "AUC, slices taken as independent", c, c.aucUnclustered());
        for (PairedShare share : c.shares()) {
            rows.add(List.of(
                    Tables.name(share.name()),
                    value(c.first(), share.name()),
                    value(c.second(), share.name()),
                    Numbers.estimate(share.difference()),
                    Numbers.pValue(share.pValue()),
                    Numbers.pValue(share.mcNemar())));
        }
        c.drawn()
                .forEach((name, difference) -> rows.add(List.of(
                        Tables.name(name),
                        value(c.first(), name),
                        value(c.second(), name),
                        Numbers.estimate(difference),
                        Numbers.NONE,
                        Numbers.NONE)));
        return new Table(
                "Two models on " + Numbers.counted(c.slices(), "slice") + " of "
                        + Numbers.counted(c.patients(), "patient"),
                List.of("Metric", "First", "Second", "Difference (95 % interval)", "p", "p, McNemar"),
                rows,
                List.of(
                        "First: " + first + ", threshold " + Numbers.fixed(c.threshold(), 3) + ". Second: " + second
                                + ", threshold " + Numbers.fixed(c.secondThreshold(), 3) + ".",
                        "Areas: Obuchowski 1997, paired, clustered by patient, and DeLong 1988; shares: Obuchowski 1998,"
                                + " clustered; the others: BCa bootstrap by patient. McNemar takes slices as independent."));
    }

    private static void area(List<List<String>> rows, String name, ModelComparison c, @Nullable Comparison comparison) {
        if (comparison != null) {
            rows.add(List.of(
                    name,
                    value(c.first(), "auc"),
                    value(c.second(), "auc"),
                    Numbers.estimate(comparison.difference()),
                    Numbers.pValue(comparison.pValue()),
                    Numbers.NONE));
        }
    }

    private static String value(Map<String, Estimate> estimates, String name) {
        Estimate estimate = estimates.get(name);
        return estimate == null ? Numbers.NONE : Numbers.fixed(estimate.value(), 3);
    }
}
