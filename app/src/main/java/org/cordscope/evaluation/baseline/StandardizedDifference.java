package org.cordscope.evaluation.baseline;

import java.util.Arrays;
import org.cordscope.evaluation.QuadraticForm;

/**
 * Difference of two groups in standard deviations; above 0.1 it is taken as imbalance. Austin, Statistics in Medicine 28
 * (2009); for several categories Yang and Dalton, SAS Global Forum 335 (2012).
 */
public final class StandardizedDifference {
    private StandardizedDifference() {}

    /** First mean less second, over the root of the mean variance. NaN where it is undefined, 0 where nothing differs. */
    public static double ofMeans(double[] first, double[] second) {
        double difference = Summary.mean(first) - Summary.mean(second);
        double variance = (Summary.variance(first) + Summary.variance(second)) / 2;
        return difference == 0 ? 0 : variance == 0 ? Double.NaN : difference / Math.sqrt(variance);
    }

    /**
     * Distance of two distributions over categories (Mahalanobis), never negative. NaN without patients in a group, or where
     * the groups share no variance.
     *
     * @param table rows by category, two columns
     * @throws IllegalArgumentException for a table of other than two groups, or a negative count
     */
    public static double ofCategories(long[][] table) {
        if (Arrays.stream(table).anyMatch(row -> row.length != 2)) {
            throw new IllegalArgumentException("a standardised difference is of two groups");
        }
        long[][] counts = Counts.withoutEmpty(table);
        if (counts.length == 0 || counts[0].length < 2) {
            return Double.NaN;
        }
        int q = counts.length - 1;
        long[] total = Counts.columns(counts);
        double[][] covariance = new double[q][q];
        double[] difference = new double[q];
        for (int i = 0; i < q; i++) {
            double a = (double) counts[i][0] / total[0];
            double b = (double) counts[i][1] / total[1];
            difference[i] = a - b;
            for (int j = 0; j < q; j++) {
                double a2 = (double) counts[j][0] / total[0];
                double b2 = (double) counts[j][1] / total[1];
                covariance[i][j] = i == j ? (a * (1 - a) + b * (1 - b)) / 2 : -(a * a2 + b * b2) / 2;
            }
        }
        return Math.sqrt(QuadraticForm.ofInverse(covariance, difference));
    }
}
