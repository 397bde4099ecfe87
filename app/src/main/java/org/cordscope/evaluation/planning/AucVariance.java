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

    /** For normally distributed scores: Obuchowski, Academic Radiology 1 (1994), as in R's pROC. */
    public static double obuchowski(double auc, double positives, double negatives) {
        double a = NormalDistribution.of(0, 1).inverseCumulativeProbability(auc) * 1.414;
        double ratio = negatives / positives;
        return 0.0099 * Math.exp(-a * a / 2) * (5 * a * a + 8 + (a * a + 8) / ratio) / positives;
    }
}
