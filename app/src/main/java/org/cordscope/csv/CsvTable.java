package org.cordscope.csv;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.FileText;
import org.cordscope.study.UserFacingException;

/**
 * A CSV file with a header that users give, in any encoding of {@link FileText}; comma, semicolon or tab between cells.
 * Column names are trimmed and in lower case; empty rows, and columns without a name and without a value, are left out.
 */
public record CsvTable(String name, List<String> columns, List<CSVRecord> rows) {
    private static final int MOST_ROWS_NAMED = 10;

    /** A spreadsheet's first line that names the mark between cells; the spreadsheet does not show it. */
    private static final String MARK_LINE = "^\"?sep=[,;\t]\"?\\R";

    public CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** @throws UserFacingException where the file is not such a table */
    public static CsvTable read(Path file) throws IOException {
        return read(file, name -> name);
    }

    /**
     * Reads a table whose columns may go by several names.
     *
     * @param naming a column's name, trimmed and in lower case, to the one that the reader looks for
     * @throws UserFacingException where the file is not such a table
     */
    public static CsvTable read(Path file, UnaryOperator<String> naming) throws IOException {
        String name = String.valueOf(file.getFileName());
        String text = FileText.of(Files.readAllBytes(file), name);
        try {
            return parse(name, text, naming);
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new UserFacingException(
                    name + " is not a CSV table: a quoted value does not end, or goes on after its end.",
                    "Correct its quotation marks.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(name + " is not a CSV table: " + e.getMessage(), "Check its header.", e);
        }
    }

    /** @throws UserFacingException where the column is not there */
    public void require(String column) {
        if (!columns.contains(column)) {
            throw new UserFacingException(
                    name + " has no column " + column + ".", "Its columns are: " + String.join(", ", columns) + ".");
        }
    }

    public boolean has(String column) {
        return columns.contains(column);
    }

    /** Line of the row as a spreadsheet numbers it: the header is row 1. */
    public static long line(CSVRecord row) {
        return row.getRecordNumber() + 1;
    }

    private static CsvTable parse(String name, String whole, UnaryOperator<String> naming) throws IOException {
        String text = whole.replaceFirst(MARK_LINE, "");
        CSVFormat plain = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text.lines().findFirst().orElse("")))
                .setIgnoreEmptyLines(false)
                .get();
        List<String> header;
        try (CSVParser parser = plain.parse(new StringReader(text))) {
            header = parser.stream()
                    .findFirst()
                    .map(first -> header(first, naming))
                    .orElseThrow(() -> new IllegalArgumentException("it is empty"));
        }
        CSVFormat format = plain.builder()
                .setHeader(header.toArray(new String[0]))
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = format.parse(new StringReader(text))) {
            List<CSVRecord> rows = parser.stream().filter(row -> !isEmpty(row)).toList();
            refuseRagged(rows, header.size());
            return new CsvTable(name, named(header, rows), rows);
        }
    }

    /** Names of the columns; one without a name is called after its place. */
    private static List<String> header(CSVRecord first, UnaryOperator<String> naming) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String cell : first) {
            String column = naming.apply(cell.strip().toLowerCase(Locale.ROOT));
            names.add(column.isEmpty() ? "column " + (names.size() + 1) : column);
            if (!seen.add(names.get(names.size() - 1))) {
                throw new IllegalArgumentException("two columns are called " + column);
            }
        }
        return names;
    }

    private static List<String> named(List<String> header, List<CSVRecord> rows) {
        return header.stream()
                .filter(column -> !column.matches("column \\d+")
                        || rows.stream().anyMatch(row -> !row.get(column).isBlank()))
                .toList();
    }

    private static boolean isEmpty(CSVRecord row) {
        return row.stream().allMatch(String::isBlank);
    }

    private static void refuseRagged(List<CSVRecord> rows, int cells) {
        List<CSVRecord> ragged =
                rows.stream().filter(row -> !row.isConsistent()).toList();
        if (!ragged.isEmpty()) {
            String which = ragged.stream()
                    .limit(MOST_ROWS_NAMED)
                    .map(row -> line(row) + " (" + row.size() + ")")
                    .collect(Collectors.joining(", "));
            String more = ragged.size() > MOST_ROWS_NAMED ? " and " + (ragged.size() - MOST_ROWS_NAMED) + " more" : "";
            throw new IllegalArgumentException(
                    "the header has " + cells + " cells, but these rows have another number: " + which + more
                            + ". A decimal comma between commas needs quotes.");
        }
    }

    /** The mark that the header has most of, outside quotes. */
    private static char delimiter(String header) {
        String outside = header.replaceAll("\"[^\"]*\"", "");
        return Stream.of(',', ';', '\t')
                .max((a, b) -> Long.compare(count(outside, a), count(outside, b)) != 0
                        ? Long.compare(count(outside, a), count(outside, b))
                        : Boolean.compare(a == ',', b == ','))
                .orElse(',');
    }

    private static long count(String text, char mark) {
        return text.chars().filter(c -> c == mark).count();
    }
}
