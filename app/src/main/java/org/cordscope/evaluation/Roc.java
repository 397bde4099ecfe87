package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * A receiver operating characteristic: one point per distinct score, from (0, 0) to (1, 1).
 *
 * @param points in order of falling threshold; the first has an infinite threshold
 * @param auc area by trapezes
 */
public record Roc(List<Point> points, double auc) {
    /** Points of a curve on a regular grid of false positive rates, as the paper's Figure 4 has. */
    public static final int GRID = 101;

    /** One threshold: slices that score at least as high are called compressed. */
    public record Point(double threshold, double falsePositiveRate, double sensitivity) {}

    public Roc {
        points = List.copyOf(points);
        if (points.size() < 2 || Double.isNaN(auc)) {
            throw new IllegalArgumentException("a ROC curve needs slices of both classes");
        }
    }

    /** @throws IllegalArgumentException where only one class is present */
    public static Roc of(Scores scores) {
        if (!scores.hasBothClasses()) {
            throw new IllegalArgumentException("a ROC curve needs slices of both classes: " + scores.positives()
                    + " of " + scores.size() + " are compressed");
        }
        Sweep sweep = Sweep.of(scores);
        List<Point> points = new ArrayList<>();
        points.add(new Point(Double.POSITIVE_INFINITY, 0, 0));
        for (int i = 0; i < sweep.steps(); i++) {
            points.add(new Point(
                    sweep.thresholds()[i],
                    (double) sweep.falsePositives()[i] / sweep.negatives(),
                    (double) sweep.truePositives()[i] / sweep.positives()));
        }
        return new Roc(points, sweep.auc());
    }
}
