package org.cordscope.evaluation.baseline;

import java.util.Arrays;

/**
 * Location and spread of a group's values. All are NaN without values.
 *
 * @param count number of values
 * @param standardDeviation with n - 1 below; NaN with fewer than two values
 * @param lowerQuartile by linear interpolation between order statistics (type 7, the default of R), like the others
 */
public record Summary(
        int count,
        double mean,
        double standardDeviation,
        double minimum,
        double lowerQuartile,
        double median,
        double upperQuartile,
        double maximum) {

    public static Summary of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Summary(
                values.length,
                mean(values),
                Math.sqrt(variance(values)),
                quantile(sorted, 0),
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                quantile(sorted, 1));
    }

    static double mean(double[] values) {
        return values.length == 0 ? Double.NaN : Arrays.stream(values).sum() / values.length;
    }

    static double variance(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    private static double quantile(double[] sorted, double level) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = level * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
