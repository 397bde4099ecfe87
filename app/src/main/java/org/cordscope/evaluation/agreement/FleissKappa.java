package org.cordscope.evaluation.agreement;

import org.cordscope.evaluation.Estimate;

/**
 * Fleiss' kappa of any number of raters, Scott's pi where there are two: chance draws from the categories as all raters
 * together use them. Fleiss, Psychological Bulletin 76 (1971); with weights and missing ratings as in Gwet (2014).
 */
public final class FleissKappa {
    private FleissKappa() {}

    /** Kappa with its interval clustered by patient; undefined where no unit has two ratings. */
    public static Estimate of(Ratings ratings, Weighting weighting) {
        Pairs pairs = Pairs.of(ratings, weighting);
        double[] used = pairs.used();
        double[] credit = new double[used.length];
        double expected = 0;
        for (int k = 0; k < used.length; k++) {
            for (int l = 0; l < used.length; l++) {
                credit[k] += pairs.weights()[k][l] * used[l];
            }
            expected += credit[k] * used[k];
        }
        return pairs.corrected(expected, pairs.deviations(credit), "Fleiss 1971, " + weighting.words());
    }
}
