package org.cordscope.cohort;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.UserFacingException;

/**
 * A CSV file with a header that users give: UTF-8 with or without a byte order mark; comma, semicolon or tab between cells.
 * Column names are trimmed and in lower case; empty rows, and columns without a name and without a value, are left out.
 */
public record CsvTable(String name, List<String> columns, List<CSVRecord> rows) {
    private static final int MOST_ROWS_NAMED = 10;

    public CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** @throws UserFacingException where the file is not such a table */
    public static CsvTable read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        byte[] bytes = Files.readAllBytes(file);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(refuseUtf16(bytes)))
                    .toString();
            return parse(name, text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new UserFacingException(name + " is not UTF-8 text.", "Save it as CSV in UTF-8.", e);
        } catch (Utf16 e) {
            throw new UserFacingException(
                    name + " is UTF-16 text, such as a spreadsheet's \"Unicode text\".",
                    "Save it as \"CSV UTF-8 (comma delimited)\".",
                    e);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new UserFacingException(name + " is not a CSV table: " + e.getMessage(), "Check its header.", e);
        }
    }

    private static final class Utf16 extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static byte[] refuseUtf16(byte[] bytes) throws Utf16 {
        boolean marked = bytes.length > 1
                && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                        || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
        boolean zeros = bytes.length > 3 && ((bytes[0] == 0 && bytes[2] == 0) || (bytes[1] == 0 && bytes[3] == 0));
        if (marked || zeros) {
            throw new Utf16();
        }
        return bytes;
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

    private static CsvTable parse(String name, String text) throws IOException {
        CSVFormat plain = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text.lines().findFirst().orElse("")))
                .setIgnoreEmptyLines(false)
                .get();
        List<String> header;
        try (CSVParser parser = plain.parse(new StringReader(text))) {
            header = parser.stream()
                    .findFirst()
                    .map(CsvTable::header)
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
    private static List<String> header(CSVRecord first) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String cell : first) {
            String column = cell.strip().toLowerCase(Locale.ROOT);
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
