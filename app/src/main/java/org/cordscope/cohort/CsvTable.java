package org.cordscope.cohort;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.UserFacingException;

/**
 * A CSV file with a header that users give: UTF-8 with or without a byte order mark; comma, semicolon or tab between cells.
 * Column names are trimmed and in lower case.
 */
public record CsvTable(String name, List<String> columns, List<CSVRecord> rows) {

    public CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** @throws UserFacingException where the file is not such a table */
    public static CsvTable read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return parse(name, text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new UserFacingException(name + " is not UTF-8 text.", "Save it as CSV in UTF-8.", e);
        } catch (IllegalArgumentException | UncheckedIOException e) {
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

    private static CsvTable parse(String name, String text) throws IOException {
        int end = text.indexOf('\n');
        String[] header = (end < 0 ? text : text.substring(0, end)).strip().split("[,;\t]", -1);
        for (int i = 0; i < header.length; i++) {
            header[i] = header[i].replace("\"", "").strip().toLowerCase(java.util.Locale.ROOT);
        }
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(end < 0 ? text : text.substring(0, end)))
                .setHeader(header)
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = format.parse(new StringReader(text))) {
            List<CSVRecord> rows = parser.getRecords();
            for (CSVRecord row : rows) {
                if (!row.isConsistent()) {
                    throw new IllegalArgumentException(
                            "row " + line(row) + " has " + row.size() + " cells, the header " + header.length);
                }
            }
            return new CsvTable(name, List.of(header), rows);
        }
    }

    private static char delimiter(String header) {
        if (header.contains(",")) {
            return ',';
        }
        return header.contains(";") ? ';' : '\t';
    }
}
