package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Net benefit of acting on the model: Vickers and Elkin, Medical Decision Making 26 (2006).
 *
 * @param points at thresholds 0.01, 0.02, ... 0.99
 */
public record DecisionCurve(List<Point> points) {

    /**
     * One threshold t, at which missing a compressed slice is worth t / (1 - t) false alarms.
     *
     * @param model net benefit TP/n - FP/n * t/(1-t) of calling slices with at least this probability
     * @param all net benefit of calling every slice compressed; calling none has 0
     */
    public record Point(double threshold, double model, double all) {}

    public DecisionCurve {
        points = List.copyOf(points);
    }

    public static DecisionCurve of(Scores scores) {
        List<Point> points = new ArrayList<>();
        for (int i = 1; i < 100; i++) {
            double threshold = i / 100.0;
            points.add(new Point(
                    threshold,
                    netBenefit(Confusion.of(scores, threshold), threshold),
                    netBenefit(new Confusion(scores.positives(), scores.negatives(), 0, 0), threshold)));
        }
        return new DecisionCurve(points);
    }

    private static double netBenefit(Confusion c, double threshold) {
        return (c.truePositives() - c.falsePositives() * threshold / (1 - threshold)) / c.slices();
    }
}
