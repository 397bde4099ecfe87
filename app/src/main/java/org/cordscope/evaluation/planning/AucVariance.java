package org.cordscope.evaluation.planning;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Variance of an area under the ROC curve that is not yet measured, from its value and the number of cases. */
public final class AucVariance {

    /** A variance by area and number of positives and negatives. */
    @FunctionalInterface
    interface Formula {
        double of(double auc, double positives, double negatives);
    }

    private AucVariance() {}

    /** For scores of any shape: Hanley and McNeil, Radiology 143 (1982), with negative exponential distributions. */
    public static double hanleyMcNeil(double auc, double positives, double negatives) {
        double q1 = auc / (2 - auc);
        double q2 = 2 * auc * auc / (1 + auc);
        double square = auc * auc;
        return (auc * (1 - auc) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square))
                / positives
                / negatives;
    }

    /**
     * For scores that are normally distributed with the same spread in both classes: Obuchowski and McClish, Statistics in
     * Medicine 16 (1997), as in R's pROC, which leaves out the covariance of the two parameters and so errs to the large side.
     */
    public static double binormal(double auc, double positives, double negatives) {
        double a = NormalDistribution.of(0, 1).inverseCumulativeProbability(auc) * Math.sqrt(2);
        double density = Math.exp(-a * a / 4) / Math.sqrt(4 * Math.PI);
        double byShift = density * density * (1 + positives / negatives + a * a / 2);
        double bySpread = density * density * a * a / 4 * (1 + positives / negatives) / 2;
        return (byShift + bySpread) / positives;
    }
}
