package org.cordscope.evaluation.agreement;

import org.cordscope.evaluation.Estimate;

/**
 * Cohen's kappa for any number of raters: chance draws from the categories as each rater of a pair uses them. Conger,
 * Psychological Bulletin 88 (1980); with weights and missing ratings as in Gwet (2014). Of two raters who rated everything
 * it is Cohen's.
 */
public final class CongerKappa {
    private CongerKappa() {}

    /** Kappa with its interval clustered by patient; undefined where no unit has two ratings. */
    public static Estimate of(Ratings ratings, Weighting weighting) {
        Pairs pairs = Pairs.of(ratings, weighting);
        double[][] used = usedByRater(ratings);
        int raters = used.length;
        int q = ratings.categories();
        double[] all = new double[q];
        for (double[] one : used) {
            for (int k = 0; k < q; k++) {
                all[k] += one[k];
            }
        }
        double[][] credit = new double[raters][q];
        double expected = 0;
        double pairsOfRaters = raters * (raters - 1.0);
        for (int g = 0; g < raters; g++) {
            for (int k = 0; k < q; k++) {
                for (int l = 0; l < q; l++) {
                    credit[g][k] += pairs.weights()[k][l] * (all[l] - used[g][l]) / pairsOfRaters;
                }
                expected += used[g][k] * credit[g][k];
            }
        }
        return pairs.corrected(expected, deviations(ratings, used, credit), "Conger 1980, " + weighting.words());
    }

    /** [rater][category], shares of the units that the rater rated. */
    private static double[][] usedByRater(Ratings ratings) {
        double[][] used = new double[ratings.raters().size()][ratings.categories()];
        int[] rated = rated(ratings);
        for (int u = 0; u < ratings.units(); u++) {
            for (int g = 0; g < used.length; g++) {
                if (ratings.rating(u, g) != Ratings.MISSING) {
                    used[g][ratings.rating(u, g)] += 1.0 / rated[g];
                }
            }
        }
        return used;
    }

    private static double[] deviations(Ratings ratings, double[][] used, double[][] credit) {
        double[] deviations = new double[ratings.units()];
        int[] rated = rated(ratings);
        for (int g = 0; g < used.length; g++) {
            double mean = 0;
            for (int k = 0; k < used[g].length; k++) {
                mean += used[g][k] * credit[g][k];
            }
            for (int u = 0; u < deviations.length; u++) {
                if (ratings.rating(u, g) != Ratings.MISSING) {
                    deviations[u] += (credit[g][ratings.rating(u, g)] - mean) * deviations.length / rated[g];
                }
            }
        }
        return deviations;
    }

    /** How many units each rater rated. */
    private static int[] rated(Ratings ratings) {
        int[] rated = new int[ratings.raters().size()];
        for (int u = 0; u < ratings.units(); u++) {
            for (int g = 0; g < rated.length; g++) {
                rated[g] += ratings.rating(u, g) == Ratings.MISSING ? 0 : 1;
            }
        }
        return rated;
    }
}
