package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares each group of each grouping with its complement (the paper's Table 4, done without overlap, with slices of one
 * patient belonging together, and with Holm's correction over all rows).
 *
 * @param minimumPatients patients with compressed slices, and with other slices, that both sides of a comparison need
 */
public record SubgroupTable(int minimumPatients) {
    /** Columns with more groups than this are no grouping. */
    private static final int MOST_GROUPS = 20;

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
        TreeSet<String> columns = new TreeSet<>();
        slices.forEach(s -> columns.addAll(s.subgroups().keySet()));
        List<Subgroup> rows = new ArrayList<>();
        for (String column : columns) {
            rows.addAll(column(slices, column));
        }
        return holm(rows);
    }

    private List<Subgroup> column(List<ScoredSlice> all, String column) {
        Comparator<String> order = Comparator.comparing(SubgroupBands::order).thenComparing(Comparator.naturalOrder());
        Map<String, List<ScoredSlice>> groups = new TreeMap<>(order);
        List<ScoredSlice> known = new ArrayList<>();
        for (ScoredSlice slice : all) {
            String value = slice.subgroups().get(column);
            if (value != null) {
                known.add(slice);
                groups.computeIfAbsent(SubgroupBands.band(column, value), g -> new ArrayList<>())
                        .add(slice);
            }
        }
        if (groups.size() > MOST_GROUPS || groups.size() == 1) {
            String why = groups.size() == 1
                    ? "all slices are in one group"
                    : groups.size() + " different values are no grouping";
            return List.of(
                    row(column, groups.size() == 1 ? groups.keySet().iterator().next() : "*", known, why));
        }
        List<Subgroup> rows = new ArrayList<>();
        groups.forEach((group, inside) -> rows.add(row(column, group, inside, known, all)));
        return rows;
    }

    private Subgroup row(
            String column, String group, List<ScoredSlice> inside, List<ScoredSlice> known, List<ScoredSlice> all) {
        String own = column;
        List<ScoredSlice> outside = known.stream()
                .filter(s -> !group.equals(SubgroupBands.band(own, s.subgroups().getOrDefault(own, ""))))
                .toList();
        Scores in = Scores.of(inside);
        Scores out = Scores.of(outside);
        String refused = refusal("group", in);
        refused = refused.isEmpty() ? refusal("complement", out) : refused;
        Comparison comparison = refused.isEmpty() ? ClusteredAuc.unpaired(in, out) : null;
        return row(column, group, in, ClusteredAuc.auc(out), comparison, paperP(in, Scores.of(all)), refused);
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
