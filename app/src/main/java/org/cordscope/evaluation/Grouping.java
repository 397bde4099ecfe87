package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Slices by the groups of one column.
 *
 * @param known slices of which the group is known
 * @param groups by name, bands in their own order
 * @param refused why the column is no grouping, empty where it is one
 */
record Grouping(String column, List<ScoredSlice> known, SortedMap<String, List<ScoredSlice>> groups, String refused) {
    /** Columns with more groups than this are no grouping. */
    private static final int MOST_GROUPS = 20;

    /** Names of all columns, sorted. */
    static TreeSet<String> columns(List<ScoredSlice> slices) {
        TreeSet<String> columns = new TreeSet<>();
        slices.forEach(s -> columns.addAll(s.subgroups().keySet()));
        return columns;
    }

    static Grouping of(List<ScoredSlice> all, String column) {
        Comparator<String> order = Comparator.comparing(SubgroupBands::order).thenComparing(Comparator.naturalOrder());
        SortedMap<String, List<ScoredSlice>> groups = new TreeMap<>(order);
        List<ScoredSlice> known = new ArrayList<>();
        for (ScoredSlice slice : all) {
            Map<String, String> values = slice.subgroups();
            String value = values.get(column);
            if (value != null) {
                known.add(slice);
                groups.computeIfAbsent(SubgroupBands.band(column, value), g -> new ArrayList<>())
                        .add(slice);
            }
        }
        String refused = groups.size() == 1
                ? "all slices are in one group"
                : groups.size() > MOST_GROUPS ? groups.size() + " different values are no grouping" : "";
        return new Grouping(column, known, groups, refused);
    }
}
