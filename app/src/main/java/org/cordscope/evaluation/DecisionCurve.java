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
        Sweep sweep = Sweep.of(scores);
        Confusion all = new Confusion(scores.positives(), scores.negatives(), 0, 0);
        List<Point> points = new ArrayList<>();
        int called = sweep.steps() - 1;
        for (int i = 1; i < 100; i++) {
            double threshold = i / 100.0;
            while (called >= 0 && sweep.thresholds()[called] < threshold) {
                called--;
            }
            points.add(new Point(threshold, netBenefit(at(sweep, called), threshold), netBenefit(all, threshold)));
        }
        return new DecisionCurve(points);
    }

    /** Counts where the steps up to one, the last, are called compressed; none for -1. */
    private static Confusion at(Sweep sweep, int last) {
        long tp = last < 0 ? 0 : sweep.truePositives()[last];
        long fp = last < 0 ? 0 : sweep.falsePositives()[last];
        return new Confusion(tp, fp, sweep.negatives() - fp, sweep.positives() - tp);
    }

    private static double netBenefit(Confusion c, double threshold) {
        return (c.truePositives() - c.falsePositives() * threshold / (1 - threshold)) / c.slices();
    }
}
