package org.cordscope.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * One row of the subgroup table: a group against everybody else of whom the grouping is known.
 *
 * @param column name of the grouping
 * @param group the group; {@code *} where the whole column is refused
 * @param auc area within the group, clustered by patient
 * @param complementAuc area of the others
 * @param comparison group minus others, clustered by patient; null where refused
 * @param holmP p value after Holm's correction over the whole table; NaN where refused
 * @param paperP the paper's test, kept for comparison: DeLong of the group against the whole, as if the two did not overlap
 *     and slices were independent; NaN where that is undefined
 * @param refused why nothing is compared, empty where it is
 */
public record Subgroup(
        String column,
        String group,
        int patients,
        int slices,
        int compressed,
        Estimate auc,
        Estimate complementAuc,
        @Nullable Comparison comparison,
        double holmP,
        double paperP,
        String refused) {

    public boolean isCompared() {
        return comparison != null;
    }

    Subgroup withHolmP(double p) {
        return new Subgroup(
                column, group, patients, slices, compressed, auc, complementAuc, comparison, p, paperP, refused);
    }
}
