package org.cordscope.report.predictions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.reader.ReadSlice;
import org.cordscope.evaluation.scan.ScanReading;
import org.jspecify.annotations.Nullable;

/** Predicted slices with what a table may say of them besides: the scan they lie in, and the calls of raters. */
public record Predictions(List<Row> rows) {

    /**
     * One slice.
     *
     * @param scanId scan that the slice belongs to; null where unknown
     * @param place where it lies in its scan, in any unit; NaN where the order of the table counts
     * @param raters calls of raters by their names, true for compressed; empty where unknown
     */
    public record Row(ScoredSlice slice, @Nullable String scanId, double place, Map<String, Boolean> raters) {
        public Row {
            raters = Map.copyOf(raters);
        }
    }

    public Predictions {
        rows = List.copyOf(rows);
    }

    /** Slices of which nothing else is known. */
    public static Predictions of(List<ScoredSlice> slices) {
        return new Predictions(
                slices.stream().map(s -> new Row(s, null, Double.NaN, Map.of())).toList());
    }

    public List<ScoredSlice> slices() {
        return rows.stream().map(Row::slice).toList();
    }

    /** Names of the raters, sorted. */
    public List<String> raters() {
        TreeSet<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.raters().keySet()));
        return List.copyOf(names);
    }

    /** Whole scans, slices in order of their place; empty where any slice lacks its scan. */
    public List<ScanReading> scans(double threshold) {
        return byScan().values().stream().map(scan -> reading(scan, threshold)).toList();
    }

    /** Each scan as one: compressed where any slice is, with the highest probability; empty where any slice lacks its scan. */
    public List<ScoredSlice> wholeScans() {
        List<ScoredSlice> scans = new ArrayList<>();
        byScan().forEach((scan, slices) -> scans.add(new ScoredSlice(
                slices.get(0).slice().patientId(),
                scan,
                slices.stream().anyMatch(row -> row.slice().compressed()),
                slices.stream()
                        .mapToDouble(row -> row.slice().probability())
                        .max()
                        .orElseThrow(),
                Map.of())));
        return scans;
    }

    private Map<String, List<Row>> byScan() {
        Map<String, List<Row>> byScan = new LinkedHashMap<>();
        for (Row row : rows) {
            String scan = row.scanId();
            if (scan == null) {
                return Map.of();
            }
            byScan.computeIfAbsent(scan, s -> new ArrayList<>()).add(row);
        }
        return byScan;
    }

    private static ScanReading reading(List<Row> scan, double threshold) {
        List<Row> ordered =
                scan.stream().sorted(Comparator.comparingDouble(Row::place)).toList();
        return new ScanReading(
                ordered.get(0).slice().patientId(),
                ordered.stream().map(r -> r.slice().compressed()).toList(),
                ordered.stream().map(r -> r.slice().probability() >= threshold).toList());
    }

    /** Slices that at least one rater has called. */
    public List<ReadSlice> read(double threshold) {
        return rows.stream()
                .filter(row -> !row.raters().isEmpty())
                .map(row -> new ReadSlice(
                        row.slice().patientId(),
                        row.slice().compressed(),
                        row.slice().probability() >= threshold,
                        List.copyOf(row.raters().values())))
                .toList();
    }
}
