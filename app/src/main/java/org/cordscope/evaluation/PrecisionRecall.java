package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision (positive predictive value) against recall (sensitivity), one point per distinct score.
 *
 * @param points in order of falling threshold, so of rising recall
 * @param prevalence share of compressed slices: the precision of a coin
 */
public record PrecisionRecall(List<Point> points, double prevalence) {

    /** One threshold: slices that score at least as high are called compressed. */
    public record Point(double threshold, double recall, double precision) {}

    public PrecisionRecall {
        points = List.copyOf(points);
    }

    /** Empty where no slice is compressed. */
    public static PrecisionRecall of(Scores scores) {
        Sweep sweep = Sweep.of(scores);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < sweep.steps() && scores.positives() > 0; i++) {
            long tp = sweep.truePositives()[i];
            points.add(new Point(
                    sweep.thresholds()[i],
                    (double) tp / scores.positives(),
                    (double) tp / (tp + sweep.falsePositives()[i])));
        }
        return new PrecisionRecall(points, (double) scores.positives() / scores.size());
    }

    /** Sum of precision times the step in recall, as scikit-learn's average_precision_score. NaN without positives. */
    public static double averagePrecision(Scores scores) {
        return WeightedSweep.of(scores).averagePrecision();
    }
}
