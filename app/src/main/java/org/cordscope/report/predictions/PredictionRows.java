package org.cordscope.report.predictions;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one predictions table, and keeps count of what is wrong with them. */
final class PredictionRows {
    private static final String MARKS = ",;\t|";
    private final String file;
    private final ColumnNames names;
    private final Problems problems;
    private final List<Predictions.Row> rows = new ArrayList<>();
    private final Map<String, Long> rowOfSlice = new HashMap<>();
    private final Map<String, String> patientOfScan = new HashMap<>();
    private final Map<String, Map<Double, Long>> rowOfPlace = new HashMap<>();
    private final Map<Map<String, String>, Map<String, String>> shared = new HashMap<>();
    private Map<String, Integer> columns = Map.of();
    private List<String> titles = List.of();
    private long rowWithPoint;
    private long rowWithComma;

    PredictionRows(String file, ColumnNames names) {
        this.file = file;
        this.names = names;
        this.problems = new Problems(file);
    }

    Predictions read(String text) throws IOException {
        long row = 0;
        try (CSVParser parser = format(text).parse(new StringReader(withoutMarkLine(text)))) {
            for (CSVRecord record : parser) {
                row = record.getRecordNumber();
                if (columns.isEmpty()) {
                    readHeader(record);
                } else {
                    readRow(record);
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new UserFacingException(
                    file + ", row " + (row + 1) + ": a quoted value does not end, or goes on after its end.",
                    "Correct its quotation marks.",
                    e);
        }
        if (columns.isEmpty()) {
            throw new UserFacingException(file + ", row 1: the file is empty.", "Give a CSV with a row per slice.");
        }
        refuseMixedDecimals();
        problems.refuse();
        if (rows.isEmpty()) {
            throw new UserFacingException(file + ", row 2: there are no rows.", "Give it one row per slice.");
        }
        return new Predictions(rows);
    }

    private static CSVFormat format(String text) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(false)
                .get();
    }

    /** A spreadsheet's first line {@code sep=;} becomes an empty one, so that rows are counted as it shows them. */
    private static String withoutMarkLine(String text) {
        return text.matches("(?s)\"?sep=[,;\t|]\"?\\R.*") ? text.replaceFirst("^[^\\r\\n]*", "") : text;
    }

    /** The mark that the first line names or has most of, outside quotes. */
    private static char delimiter(String text) {
        String first = text.lines().findFirst().orElse("");
        if (first.matches("\"?sep=[,;\t|]\"?")) {
            return first.replace("\"", "").charAt(4);
        }
        String outside =
                text.lines().filter(l -> !l.isBlank()).findFirst().orElse("").replaceAll("\"[^\"]*\"", "");
        char best = ',';
        for (int i = 0; i < MARKS.length(); i++) {
            best = count(outside, MARKS.charAt(i)) > count(outside, best) ? MARKS.charAt(i) : best;
        }
        return best;
    }

    private static long count(String text, char mark) {
        return text.chars().filter(c -> c == mark).count();
    }

    private void readHeader(CSVRecord record) {
        List<String> header = record.stream().map(Cell::stripped).toList();
        if (header.stream().allMatch(String::isEmpty)) {
            return;
        }
        for (int i = 0; i < header.size(); i++) {
            String at = file + ", row 1, column " + (i + 1) + ": the name ";
            Cell.whyNoValue(header.get(i)).ifPresent(why -> {
                throw new UserFacingException(at + why + ".", "Correct the first row.");
            });
        }
        columns = names.positions(header, file);
        titles = header;
    }

    private void readRow(CSVRecord record) {
        long row = record.getRecordNumber();
        if (record.stream().allMatch(cell -> Cell.stripped(cell).isEmpty())) {
            return;
        }
        int width = titles.size();
        if (record.size() != width) {
            problems.add(
                    row,
                    "it has " + record.size() + " values for " + width + " columns"
                            + (record.size() > width ? " (a decimal comma between commas needs quotes)" : ""));
            return;
        }
        long before = problems.count();
        refuseValues(record);
        if (problems.count() > before) {
            return;
        }
        String patient = name(record, ColumnNames.PATIENT);
        String slice = name(record, ColumnNames.SLICE);
        boolean compressed = label(record);
        double probability = probability(record);
        Long earlier = slice.isEmpty() ? null : rowOfSlice.putIfAbsent(slice, row);
        if (earlier != null) {
            problems.add(row, ColumnNames.SLICE, "repeats that of row " + earlier + ": no two slices may share a name");
        }
        String scan = columns.containsKey(ColumnNames.SCAN) ? scan(record, patient) : null;
        double place = place(record, scan);
        Map<String, Boolean> raters = new TreeMap<>();
        Map<String, String> groups = groups(record, raters);
        if (problems.count() == before) {
            rows.add(new Predictions.Row(
                    new ScoredSlice(patient, slice, compressed, probability, groups), scan, place, raters));
        }
    }

    /** Values that no column of any kind can have, and those of nameless columns. */
    private void refuseValues(CSVRecord record) {
        for (int i = 0; i < record.size(); i++) {
            String column = titles.get(i).isEmpty() ? String.valueOf(i + 1) : titles.get(i);
            Cell.whyNoValue(record.get(i)).ifPresent(why -> problems.add(record.getRecordNumber(), column, why));
            if (!columns.containsValue(i) && !Cell.stripped(record.get(i)).isEmpty()) {
                problems.add(record.getRecordNumber(), column, "has a value, but the column has no name");
            }
        }
    }

    private String cell(CSVRecord record, String column) {
        return Cell.stripped(record.get(columns.getOrDefault(column, 0)));
    }

    private String name(CSVRecord record, String column) {
        String text = cell(record, column);
        Cell.whyNoName(text).ifPresent(why -> problems.add(record.getRecordNumber(), column, why));
        return text;
    }

    private boolean label(CSVRecord record) {
        String text = cell(record, ColumnNames.LABEL);
        Optional<Boolean> call = Cell.call(text);
        if (call.isEmpty()) {
            problems.add(record.getRecordNumber(), ColumnNames.LABEL, text.isEmpty() ? "is empty" : "is not 0 or 1");
        }
        return call.orElse(false);
    }

    private double probability(CSVRecord record) {
        String text = cell(record, ColumnNames.PROBABILITY);
        long row = record.getRecordNumber();
        Cell.whyNoProbability(text).ifPresent(why -> problems.add(row, ColumnNames.PROBABILITY, why));
        rowWithPoint = rowWithPoint == 0 && Cell.hasDecimalPoint(text) ? row : rowWithPoint;
        rowWithComma = rowWithComma == 0 && Cell.hasDecimalComma(text) ? row : rowWithComma;
        return Cell.number(text);
    }

    private void refuseMixedDecimals() {
        if (rowWithPoint > 0 && rowWithComma > 0) {
            problems.add(
                    Math.max(rowWithPoint, rowWithComma),
                    ColumnNames.PROBABILITY,
                    rowWithComma > rowWithPoint
                            ? "has a decimal comma, but row " + rowWithPoint + " a decimal point"
                            : "has a decimal point, but row " + rowWithComma + " a decimal comma");
        }
    }

    private String scan(CSVRecord record, String patient) {
        String scan = name(record, ColumnNames.SCAN);
        String owner = scan.isEmpty() ? null : patientOfScan.putIfAbsent(scan, patient);
        if (owner != null && !owner.equals(patient)) {
            problems.add(record.getRecordNumber(), ColumnNames.SCAN, "is a scan of another patient above");
        }
        return scan;
    }

    private double place(CSVRecord record, @Nullable String scan) {
        if (scan == null || !columns.containsKey(ColumnNames.PLACE)) {
            return Double.NaN;
        }
        double place = Cell.number(cell(record, ColumnNames.PLACE));
        long row = record.getRecordNumber();
        if (Double.isNaN(place) || Double.isInfinite(place)) {
            problems.add(row, ColumnNames.PLACE, "is not a number");
            return place;
        }
        Long earlier = rowOfPlace.computeIfAbsent(scan, s -> new HashMap<>()).putIfAbsent(place, row);
        if (earlier != null) {
            problems.add(row, ColumnNames.PLACE, "repeats that of row " + earlier + " of the same scan");
        }
        return place;
    }

    /** Subgroups of a row; raters' calls go into {@code raters}. */
    private Map<String, String> groups(CSVRecord record, Map<String, Boolean> raters) {
        Map<String, String> groups = new HashMap<>();
        columns.forEach((column, position) -> {
            String text = Cell.stripped(record.get(position));
            if (isOwn(column) || text.isEmpty()) {
                return;
            }
            if (column.startsWith(ColumnNames.RATER)) {
                Cell.call(text)
                        .ifPresentOrElse(
                                call -> raters.put(column.substring(ColumnNames.RATER.length()), call),
                                () -> problems.add(record.getRecordNumber(), column, "is not 0 or 1"));
            } else {
                groups.put(column, text);
            }
        });
        return shared.computeIfAbsent(groups, Map::copyOf);
    }

    private static boolean isOwn(String column) {
        return ColumnNames.REQUIRED.contains(column)
                || column.equals(ColumnNames.SCAN)
                || column.equals(ColumnNames.PLACE);
    }
}
