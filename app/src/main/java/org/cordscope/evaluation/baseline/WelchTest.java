package org.cordscope.evaluation.baseline;

import org.apache.commons.statistics.distribution.TDistribution;

/** Whether the means of two groups differ, variances not taken as equal: Welch, Biometrika 34 (1947). */
public final class WelchTest {
    private WelchTest() {}

    /** As R's {@code t.test}; undefined with fewer than two values in a group, or where neither group varies. */
    public static BaselineTest of(double[] first, double[] second) {
        if (first.length < 2 || second.length < 2) {
            return BaselineTest.undefined("a group has fewer than two values");
        }
        double v1 = Summary.variance(first) / first.length;
        double v2 = Summary.variance(second) / second.length;
        if (v1 + v2 == 0) {
            return BaselineTest.undefined("no value varies");
        }
        double t = (Summary.mean(first) - Summary.mean(second)) / Math.sqrt(v1 + v2);
        double freedom = (v1 + v2) * (v1 + v2) / (v1 * v1 / (first.length - 1) + v2 * v2 / (second.length - 1));
        double p = Math.min(1, 2 * TDistribution.of(freedom).survivalProbability(Math.abs(t)));
        return new BaselineTest("Welch's t test", t, freedom, p);
    }
}
