package org.cordscope.evaluation;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the area under the ROC curve depends on a grouping at all: Wald's test that all groups have the same area, with
 * Obuchowski's variances clustered by patient. With two groups it is their unpaired comparison.
 *
 * @param column name of the grouping
 * @param groups those with enough patients, in order
 * @param statistic chi-squared; NaN where refused
 * @param degreesOfFreedom one less than groups; NaN where refused
 * @param pValue NaN where refused
 * @param holmP p value after Holm's correction over the columns; NaN where refused
 * @param refused why nothing is tested, empty where it is
 */
public record Interaction(
        String column,
        List<String> groups,
        double statistic,
        double degreesOfFreedom,
        double pValue,
        double holmP,
        String refused) {

    public Interaction {
        groups = List.copyOf(groups);
    }

    static Interaction of(String column, List<String> groups, double statistic) {
        if (Double.isNaN(statistic)) {
            return refused(column, "the areas have no spread");
        }
        double freedom = groups.size() - 1.0;
        double p = ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
        return new Interaction(column, groups, statistic, freedom, p, Double.NaN, "");
    }

    static Interaction refused(String column, String why) {
        return new Interaction(column, List.of(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, why);
    }

    public boolean isTested() {
        return refused.isEmpty();
    }

    Interaction withHolmP(double p) {
        return new Interaction(column, groups, statistic, degreesOfFreedom, pValue, p, refused);
    }
}
