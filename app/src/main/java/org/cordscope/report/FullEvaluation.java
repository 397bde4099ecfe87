package org.cordscope.report;

import java.util.List;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.GradeScores;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.operating.OperatingPoint;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.evaluation.reader.NonInferiority;
import org.cordscope.evaluation.reader.ReadSlice;
import org.cordscope.evaluation.scan.RankedScans;
import org.cordscope.evaluation.scan.ScanReading;
import org.cordscope.evaluation.scan.ScanResults;
import org.cordscope.report.predictions.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an evaluation found: of slices, and of scans, raters and operating points where predictions tell of them.
 *
 * @param slices statistics of slices
 * @param grades probabilities by Kang grade; empty where no grade is known
 * @param scans results per scan; null where a slice's scan is unknown
 * @param operatingPoints thresholds that validation patients chose; empty without validation predictions
 * @param againstRaters whether the model is worse than the raters; empty where no rater's calls are known
 */
public record FullEvaluation(
        Evaluation slices,
        List<GradeScores> grades,
        @Nullable ScanResults scans,
        List<OperatingPoint> operatingPoints,
        List<NonInferiority> againstRaters) {
    /** Thresholds that are always looked at. */
    private static final List<OperatingRule> RULES = List.of(
            new OperatingRule.Youden(),
            new OperatingRule.SensitivityAtLeast(0.95),
            new OperatingRule.SpecificityAtLeast(0.95),
            new OperatingRule.LeastCost(3.8));

    public FullEvaluation {
        grades = List.copyOf(grades);
        operatingPoints = List.copyOf(operatingPoints);
        againstRaters = List.copyOf(againstRaters);
    }

    /**
     * Evaluates predictions.
     *
     * @param validation predictions of other patients, on which operating points are chosen; null for none
     * @param threshold probability from which a slice is called compressed
     * @param seed of the bootstrap
     * @param margin of non-inferiority, fixed beforehand, between 0 and 1
     * @throws IllegalArgumentException for a threshold or margin out of range, or a patient in both tables
     */
    public static FullEvaluation of(
            Predictions predictions, @Nullable Predictions validation, double threshold, long seed, double margin) {
        List<ScoredSlice> slices = predictions.slices();
        List<ScanReading> scans = predictions.scans(threshold);
        List<GradeScores> grades = GradeScores.of(slices, threshold);
        return new FullEvaluation(
                Evaluation.of(grades.isEmpty() ? slices : GradeScores.withoutGrades(slices), threshold, seed),
                grades,
                scans.isEmpty() ? null : ScanResults.of(scans, ranked(predictions, validation)),
                validation == null ? List.of() : OperatingPoint.ofEach(RULES, validation.slices(), slices),
                againstRaters(predictions.read(threshold), margin));
    }

    private static RankedScans ranked(Predictions predictions, @Nullable Predictions validation) {
        return RankedScans.of(
                predictions.wholeScans(), validation == null ? List.of() : validation.wholeScans(), RULES);
    }

    private static List<NonInferiority> againstRaters(List<ReadSlice> read, double margin) {
        return read.isEmpty()
                ? List.of()
                : List.of(
                        NonInferiority.sensitivity(read, margin),
                        NonInferiority.specificity(read, margin),
                        NonInferiority.interchangeability(read, margin));
    }
}
