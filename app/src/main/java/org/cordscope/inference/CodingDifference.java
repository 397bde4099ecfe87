package org.cordscope.inference;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * What two codings of the same scans differ in, from their tables: for a changed model, or for a proof that nothing changed. Rows
 * are matched by UIDs, values compared as text; a column that only one coding has is left out.
 */
public final class CodingDifference {
    private static final List<String> SCAN_KEY = List.of("study_uid", "series_uid");
    private static final List<String> SLICE_KEY = List.of("study_uid", "series_uid", "sop_instance_uid", "frame");

    /**
     * One value that differs.
     *
     * @param table scans or slices
     * @param key UIDs of the row, and the frame of a slice
     * @param column the column; empty where only one coding has the row
     * @param before empty where the earlier coding lacks the row
     * @param after empty where the later coding lacks it
     */
    public record Change(String table, List<String> key, String column, String before, String after) {
        public Change {
            key = List.copyOf(key);
        }
    }

    private CodingDifference() {}

    /**
     * The changes from one folder of results to another, scans first, in the order of the tables.
     *
     * @throws UserFacingException where a folder has no tables
     */
    public static List<Change> between(Path before, Path after) throws IOException {
        List<Change> changes = new ArrayList<>();
        compare("scans", SCAN_KEY, before, after, changes);
        compare("slices", SLICE_KEY, before, after, changes);
        return changes;
    }

    /** Number of rows of a table that changed, came or went. */
    public static long rows(List<Change> changes, String table) {
        return changes.stream()
                .filter(change -> change.table().equals(table))
                .map(Change::key)
                .distinct()
                .count();
    }

    /** Writes the changes as CSV, a line for each value. */
    public static void write(List<Change> changes, Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(
                text, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get())) {
            csv.printRecord(
                    "table", "study_uid", "series_uid", "sop_instance_uid", "frame", "column", "before", "after");
            for (Change change : changes) {
                List<String> key = change.key();
                csv.printRecord(
                        change.table(),
                        key.get(0),
                        key.get(1),
                        key.size() > 2 ? key.get(2) : "",
                        key.size() > 2 ? key.get(3) : "",
                        change.column(),
                        change.before(),
                        change.after());
            }
        }
        WholeFile.write(file, text.toString());
    }

    private static void compare(String table, List<String> key, Path before, Path after, List<Change> changes)
            throws IOException {
        Map<List<String>, Map<String, String>> old = read(before.resolve(table + ".csv"), key);
        Map<List<String>, Map<String, String>> now = read(after.resolve(table + ".csv"), key);
        Set<List<String>> rows = new LinkedHashSet<>(old.keySet());
        rows.addAll(now.keySet());
        for (List<String> row : rows) {
            Map<String, String> was = old.get(row);
            Map<String, String> is = now.get(row);
            if (was == null || is == null) {
                changes.add(new Change(table, row, "", was == null ? "" : "coded", is == null ? "" : "coded"));
                continue;
            }
            was.forEach((column, value) -> {
                String other = is.get(column);
                if (other != null && !other.equals(value)) {
                    changes.add(new Change(table, row, column, value, other));
                }
            });
        }
    }

    private static Map<List<String>, Map<String, String>> read(Path file, List<String> key) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserFacingException(
                    file + " does not exist", "Give a folder that predict has written with --against.");
        }
        Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(file);
                CSVParser csv = format.parse(reader)) {
            if (!csv.getHeaderNames().containsAll(key)) {
                throw new UserFacingException(
                        file + " lacks the columns " + String.join(", ", key),
                        "Give a folder that predict has written.");
            }
            for (CSVRecord row : csv) {
                rows.put(key.stream().map(row::get).toList(), row.toMap());
            }
        }
        return rows;
    }
}
