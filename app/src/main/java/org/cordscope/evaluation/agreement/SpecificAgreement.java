package org.cordscope.evaluation.agreement;

import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Proportions;

/**
 * Agreement on one category: of the ratings that choose it, the share that another rater of the same unit shares. With two
 * raters and "compressed" it is positive agreement, with "not compressed" negative agreement: Cicchetti and Feinstein,
 * Journal of Clinical Epidemiology 43 (1990); for more raters Fleiss, Statistical Methods for Rates and Proportions (1981).
 */
public final class SpecificAgreement {
    private SpecificAgreement() {}

    /**
     * The share with its interval clustered by patient; undefined where no unit with two ratings has the category.
     *
     * @throws IllegalArgumentException for a category that the ratings do not have
     */
    public static Estimate of(Ratings ratings, int category) {
        if (category < 0 || category >= ratings.categories()) {
            throw new IllegalArgumentException("category " + category + " is not in 0.." + (ratings.categories() - 1));
        }
        double[] shared = new double[ratings.patients()];
        double[] chosen = new double[ratings.patients()];
        for (int u = 0; u < ratings.units(); u++) {
            int raters = ratings.raters(u);
            if (raters >= 2) {
                double here = ratings.count(u, category);
                shared[ratings.patient(u)] += here * (here - 1) / (raters - 1);
                chosen[ratings.patient(u)] += here;
            }
        }
        return Proportions.clustered(shared, chosen);
    }
}
