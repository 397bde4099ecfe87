package org.cordscope.learning.saliency;

/** Correlations: Pearson's, and Spearman's, which is Pearson's of mid-ranks. */
final class RankCorrelation {

    private RankCorrelation() {}

    /** NaN where one of both is constant. */
    static double spearman(float[] first, float[] second) {
        return pearson(ranks(first), ranks(second));
    }

    /** NaN where one of both is constant. */
    static double pearson(double[] first, double[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException("pairs are needed: " + first.length + " and " + second.length);
        }
        double meanA = mean(first);
        double meanB = mean(second);
        double covariance = 0;
        double varianceA = 0;
        double varianceB = 0;
        for (int i = 0; i < first.length; i++) {
            double a = first[i] - meanA;
            double b = second[i] - meanB;
            covariance += a * b;
            varianceA += a * a;
            varianceB += b * b;
        }
        return varianceA == 0 || varianceB == 0 ? Double.NaN : covariance / Math.sqrt(varianceA * varianceB);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Ranks from 1; equal values share the mean of theirs. */
    static double[] ranks(float[] values) {
        int[] order = Ascending.order(values);
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
        }
        return ranks;
    }
}
