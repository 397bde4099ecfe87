package org.cordscope.evaluation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/** Mean, standard deviation and the interval of a mean. */
final class Moments {
    private Moments() {}

    /** NaN without values. */
    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** With n - 1 below; NaN with fewer than two values. */
    static double standardDeviation(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** Mean of independent values with Student's interval, cut to 0..1. */
    static Estimate meanWithin0And1(double[] values, String what) {
        if (values.length == 0) {
            return Estimate.undefined("no patient has both classes");
        }
        double sd = standardDeviation(values);
        if (!(sd > 0)) {
            return Estimate.withoutInterval(mean(values), what + "; no spread, so no interval");
        }
        double t = TDistribution.of(values.length - 1.0).inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2);
        double reach = t * sd / Math.sqrt(values.length);
        double mean = mean(values);
        return new Estimate(
                mean, Math.max(0, mean - reach), Math.min(1, mean + reach), what + ", Student's t over patients");
    }
}
