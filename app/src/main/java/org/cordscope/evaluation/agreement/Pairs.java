package org.cordscope.evaluation.agreement;

import org.cordscope.evaluation.Estimate;

/**
 * What pairs of raters of the same unit agree on, near misses weighted, each unit counting the same: Gwet, Handbook of
 * Inter-Rater Reliability (2014), chapters 2 and 3. Units with a single rating say nothing of agreement, but of how often
 * categories are used.
 *
 * @param weights credit of a pair of categories
 * @param observed mean agreement over the units with at least two ratings
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one computation and is never compared
record Pairs(Ratings ratings, double[][] weights, double observed, double[] observedOf, double[] shareOf) {

    static Pairs of(Ratings ratings, Weighting weighting) {
        double[][] weights = weighting.table(ratings.categories());
        double[] observedOf = new double[ratings.units()];
        double[] shareOf = new double[ratings.units()];
        int comparable = 0;
        for (int u = 0; u < ratings.units(); u++) {
            comparable += ratings.raters(u) >= 2 ? 1 : 0;
        }
        double observed = 0;
        for (int u = 0; u < ratings.units(); u++) {
            int n = ratings.raters(u);
            if (n >= 2) {
                shareOf[u] = (double) ratings.units() / comparable;
                observedOf[u] = shareOf[u] * agreeing(ratings, u, weights) / n / (n - 1);
                observed += observedOf[u] / ratings.units();
            }
        }
        return new Pairs(ratings, weights, observed, observedOf, shareOf);
    }

    /** Credit of all ordered pairs of ratings of a unit. */
    static double agreeing(Ratings ratings, int unit, double[][] weights) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            for (int l = 0; l < weights.length; l++) {
                sum += weights[k][l] * ratings.count(unit, k) * (ratings.count(unit, l) - (k == l ? 1 : 0));
            }
        }
        return sum;
    }

    /** How often categories are used: the mean over units of the share of their raters. */
    double[] used() {
        double[] used = new double[weights.length];
        for (int u = 0; u < ratings.units(); u++) {
            for (int k = 0; k < used.length; k++) {
                used[k] += (double) ratings.count(u, k) / ratings.raters(u) / ratings.units();
            }
        }
        return used;
    }

    /** Mean over the raters of each unit of a value of the category, less its mean over units. */
    double[] deviations(double[] valueOfCategory) {
        double[] deviations = new double[ratings.units()];
        double mean = 0;
        for (int u = 0; u < deviations.length; u++) {
            for (int k = 0; k < valueOfCategory.length; k++) {
                deviations[u] += valueOfCategory[k] * ratings.count(u, k) / ratings.raters(u);
            }
            mean += deviations[u] / deviations.length;
        }
        for (int u = 0; u < deviations.length; u++) {
            deviations[u] -= mean;
        }
        return deviations;
    }

    Estimate corrected(double expected, double[] expectedDeviationOf, String method) {
        if (!comparable()) {
            return Estimate.undefined("no unit has two ratings");
        }
        return new ChanceCorrected(ratings, observed, expected, observedOf, shareOf, expectedDeviationOf)
                .estimate(method);
    }

    private boolean comparable() {
        for (double share : shareOf) {
            if (share > 0) {
                return true;
            }
        }
        return false;
    }
}
