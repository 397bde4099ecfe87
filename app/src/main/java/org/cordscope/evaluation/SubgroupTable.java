package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares each group of each grouping with its complement (the paper's Table 4, done without overlap, with slices of one
 * patient belonging together, and with Holm's correction over all rows).
 *
 * @param minimumPatients patients with compressed slices, and with other slices, that both sides of a comparison need
 */
public record SubgroupTable(int minimumPatients) {
    public SubgroupTable {
        if (minimumPatients < 2) {
            throw new IllegalArgumentException("a comparison needs at least 2 patients: " + minimumPatients);
        }
    }

    /** Ten patients of each class on both sides. */
    public static SubgroupTable defaults() {
        return new SubgroupTable(10);
    }

    /** Rows by column, then group; empty where slices carry no grouping. */
    public List<Subgroup> compare(List<ScoredSlice> slices) {
        List<Subgroup> rows = new ArrayList<>();
        Set<String> columns = Grouping.columns(slices);
        Scores whole = Scores.of(slices);
        for (String column : columns) {
            rows.addAll(column(slices, whole, column));
        }
        return holm(rows);
    }

    /**
     * Whether the area depends on a grouping at all, by column; empty where slices carry no grouping. Groups with too few
     * patients stay out.
     */
    public List<Interaction> interactions(List<ScoredSlice> slices) {
        List<Interaction> rows = new ArrayList<>();
        for (String column : Grouping.columns(slices)) {
            rows.add(interaction(Grouping.of(slices, column)));
        }
        double[] p = rows.stream()
                .filter(Interaction::isTested)
                .mapToDouble(Interaction::pValue)
                .toArray();
        double[] adjusted = Holm.adjust(p);
        int[] next = {0};
        return rows.stream()
                .map(r -> r.isTested() ? r.withHolmP(adjusted[next[0]++]) : r)
                .toList();
    }

    private Interaction interaction(Grouping grouping) {
        if (!grouping.refused().isEmpty()) {
            return Interaction.refused(grouping.column(), grouping.refused());
        }
        List<String> names = new ArrayList<>();
        List<Scores> sets = new ArrayList<>();
        grouping.groups().forEach((group, inside) -> {
            Scores scores = Scores.of(inside);
            if (refusal("group", scores).isEmpty()) {
                names.add(group);
                sets.add(scores);
            }
        });
        return sets.size() < 2
                ? Interaction.refused(grouping.column(), "fewer than two groups have enough patients")
                : Interaction.of(grouping.column(), names, ClusteredAuc.heterogeneity(sets));
    }

    private List<Subgroup> column(List<ScoredSlice> all, Scores whole, String column) {
        Grouping grouping = Grouping.of(all, column);
        if (!grouping.refused().isEmpty()) {
            String group = grouping.groups().size() == 1
                    ? grouping.groups().keySet().iterator().next()
                    : "*";
            return List.of(row(column, group, grouping.known(), grouping.refused()));
        }
        List<Subgroup> rows = new ArrayList<>();
        grouping.groups().keySet().forEach(group -> rows.add(row(grouping, group, whole)));
        return rows;
    }

    private Subgroup row(Grouping grouping, String group, Scores whole) {
        List<ScoredSlice> inside = new ArrayList<>();
        List<ScoredSlice> outside = new ArrayList<>();
        grouping.groups().forEach((name, slices) -> (name.equals(group) ? inside : outside).addAll(slices));
        Scores in = Scores.of(inside);
        Scores out = Scores.of(outside);
        String refused = refusal("group", in);
        refused = refused.isEmpty() ? refusal("complement", out) : refused;
        Comparison comparison = refused.isEmpty() ? ClusteredAuc.unpaired(in, out) : null;
        return row(grouping.column(), group, in, ClusteredAuc.auc(out), comparison, paperP(in, whole), refused);
    }

    private Subgroup row(String column, String group, List<ScoredSlice> inside, String refused) {
        return row(column, group, Scores.of(inside), Estimate.undefined("no complement"), null, Double.NaN, refused);
    }

    private static Subgroup row(
            String column,
            String group,
            Scores in,
            Estimate complement,
            @Nullable Comparison comparison,
            double paperP,
            String refused) {
        return new Subgroup(
                column,
                group,
                in.patientCount(),
                in.size(),
                in.positives(),
                ClusteredAuc.auc(in),
                complement,
                comparison,
                Double.NaN,
                paperP,
                refused);
    }

    private String refusal(String side, Scores scores) {
        int positive = ClusteredAuc.patientsWith(scores, true);
        int negative = ClusteredAuc.patientsWith(scores, false);
        if (positive >= minimumPatients && negative >= minimumPatients) {
            return "";
        }
        return "too few patients in the " + side + ": " + positive + " with compressed slices, " + negative
                + " with others, " + minimumPatients + " of each needed";
    }

    private static double paperP(Scores group, Scores whole) {
        boolean possible = group.positives() > 1 && group.negatives() > 1;
        return possible ? DeLong.unpaired(group, whole).pValue() : Double.NaN;
    }

    private static List<Subgroup> holm(List<Subgroup> rows) {
        double[] p = rows.stream()
                .map(Subgroup::comparison)
                .filter(c -> c != null)
                .mapToDouble(Comparison::pValue)
                .toArray();
        double[] adjusted = Holm.adjust(p);
        List<Subgroup> result = new ArrayList<>();
        int next = 0;
        for (Subgroup row : rows) {
            result.add(row.isCompared() ? row.withHolmP(adjusted[next++]) : row);
        }
        return result;
    }
}
