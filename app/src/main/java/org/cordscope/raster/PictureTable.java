package org.cordscope.raster;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * A table of pictures, and of NIfTI volumes that their names do not explain: which file shows which patient, where, and how large
 * its pixels are. CSV or TSV, UTF-8, one file a row; paths are relative to the table and stay within its folder.
 *
 * <p>Columns: file, patient_id; and if wanted scan, slice (number of the slice counted from the feet to the head) or position_mm
 * (towards the head), pixel_spacing_mm or row_spacing_mm with column_spacing_mm, slice_thickness_mm, manufacturer, echo_time_ms,
 * repetition_time_ms. For volumes only patient_id and scan are looked at.
 *
 * @param headers one per file that can be used, in the table's order
 * @param rejections files that are listed and cannot be used
 */
public record PictureTable(List<InstanceHeader> headers, List<UnusableFileException> rejections) {
    private static final Set<String> REQUIRED = new LinkedHashSet<>(List.of("file", "patient_id"));
    private static final List<String> OPTIONAL = List.of(
            "scan",
            "slice",
            "position_mm",
            "row_spacing_mm",
            "column_spacing_mm",
            "pixel_spacing_mm",
            "slice_thickness_mm",
            "manufacturer",
            "echo_time_ms",
            "repetition_time_ms");
    private static final int MOST_PROBLEMS_SHOWN = 10;
    private static final long MOST_BYTES = 1 << 26;

    public PictureTable {
        headers = List.copyOf(headers);
        rejections = List.copyOf(rejections);
    }

    /**
     * Reads a table and the headers of its files.
     *
     * @param assumedSpacingMm pixel spacing of pictures whose row gives none; null where such a row is a mistake
     * @throws UserFacingException where the table has other columns than those known, or rows that cannot be meant; all are named
     */
    public static PictureTable read(Path table, @Nullable Double assumedSpacingMm) throws IOException {
        if (assumedSpacingMm != null && !(assumedSpacingMm > 0 && assumedSpacingMm <= 100)) {
            throw new UserFacingException(
                    "A pixel spacing of " + assumedSpacingMm + " mm cannot be.", "Give mm above 0.");
        }
        List<PictureRow> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Path folder = table.toAbsolutePath().normalize().getParent();
        for (CSVRecord cells : parse(table)) {
            try {
                rows.add(PictureRow.of(folder == null ? table : folder, cells.toMap(), assumedSpacingMm));
            } catch (IllegalArgumentException e) {
                problems.add("row " + (cells.getRecordNumber() + 1) + ": " + e.getMessage());
            }
        }
        problems.addAll(unordered(rows));
        if (!problems.isEmpty()) {
            throw refuse(table, problems);
        }
        return headers(rows);
    }

    private static PictureTable headers(List<PictureRow> rows) throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        List<UnusableFileException> rejections = new ArrayList<>();
        for (PictureRow row : rows) {
            try {
                headers.add(row.header());
            } catch (UnusableFileException e) {
                rejections.add(e);
            }
        }
        return new PictureTable(headers, rejections);
    }

    /** Pictures of one scan whose order nobody knows. */
    private static List<String> unordered(List<PictureRow> rows) {
        Map<List<String>, Integer> counts = new HashMap<>();
        rows.stream()
                .filter(row -> !row.isVolume())
                .forEach(row -> counts.merge(List.of(row.patientId(), row.scan()), 1, Integer::sum));
        boolean lost = rows.stream()
                .anyMatch(row -> !row.isVolume()
                        && row.positionMm() == null
                        && counts.getOrDefault(List.of(row.patientId(), row.scan()), 0) > 1);
        return lost ? List.of("scans of several pictures need slice or position_mm in each row") : List.of();
    }

    private static List<CSVRecord> parse(Path table) throws IOException {
        String text = text(table);
        String first = text.lines().findFirst().orElse("");
        char delimiter = first.contains("\t") ? '\t' : first.contains(";") && !first.contains(",") ? ';' : ',';
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        try (CSVParser header = format.parse(new StringReader(first))) {
            List<CSVRecord> names = header.getRecords();
            String[] columns = names.isEmpty()
                    ? new String[0]
                    : Arrays.stream(names.get(0).values())
                            .map(c -> c.toLowerCase(Locale.ROOT))
                            .toArray(String[]::new);
            checkColumns(table, Arrays.asList(columns));
            CSVFormat named = format.builder()
                    .setHeader(columns)
                    .setSkipHeaderRecord(true)
                    .get();
            return records(table, named, text);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new UserFacingException(
                    table.getFileName() + " is not a CSV table.", "Check its header and quotes.", e);
        }
    }

    private static List<CSVRecord> records(Path table, CSVFormat format, String text) throws IOException {
        try (CSVParser parser = format.parse(new StringReader(text))) {
            List<CSVRecord> records = parser.getRecords();
            List<String> uneven = records.stream()
                    .filter(r -> !r.isConsistent())
                    .map(r -> "row " + (r.getRecordNumber() + 1) + ": " + r.size() + " cells")
                    .toList();
            if (!uneven.isEmpty()) {
                throw refuse(table, uneven);
            }
            if (records.isEmpty()) {
                throw new UserFacingException(
                        table.getFileName() + " lists no file.", "Give one row for each picture.");
            }
            return records;
        }
    }

    private static String text(Path table) throws IOException {
        if (!Files.isRegularFile(table) || Files.size(table) > MOST_BYTES) {
            throw new UserFacingException(
                    "There is no such table, or it is too large: " + table.getFileName(), "Check the path.");
        }
        try {
            String text = Files.readString(table, StandardCharsets.UTF_8);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UserFacingException(table.getFileName() + " is not UTF-8 text.", "Save it as CSV in UTF-8.", e);
        }
    }

    private static void checkColumns(Path table, List<String> columns) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        columns.forEach(c -> counts.merge(c, 1, Integer::sum));
        for (String column : REQUIRED) {
            if (!counts.containsKey(column)) {
                throw new UserFacingException(table.getFileName() + " has no column " + column + ".", known());
            }
        }
        counts.forEach((column, count) -> {
            if (count > 1 || !(REQUIRED.contains(column) || OPTIONAL.contains(column))) {
                String problem = count > 1 ? " has twice the column " : " has a column that is not known: ";
                throw new UserFacingException(table.getFileName() + problem + column + ".", known());
            }
        });
    }

    private static String known() {
        return "Columns are: " + String.join(", ", REQUIRED) + "; and if wanted " + String.join(", ", OPTIONAL)
                + ". Labels come by labels import.";
    }

    private static UserFacingException refuse(Path table, List<String> problems) {
        List<String> shown = problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS_SHOWN));
        int more = problems.size() - shown.size();
        return new UserFacingException(
                table.getFileName() + " cannot be used. " + String.join("; ", shown)
                        + (more > 0 ? "; and " + more + " more" : "") + ".",
                "Correct the rows, the header is row 1.");
    }
}
