package org.cordscope.raster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.csv.CsvTable;
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
        Map<Long, PictureRow> rows = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        Path folder = table.toAbsolutePath().normalize().getParent();
        for (CSVRecord cells : table(table).rows()) {
            try {
                rows.put(
                        CsvTable.line(cells),
                        PictureRow.of(folder == null ? table : folder, cells.toMap(), assumedSpacingMm));
            } catch (IllegalArgumentException e) {
                problems.add("row " + CsvTable.line(cells) + ": " + e.getMessage());
            }
        }
        problems.addAll(contradictions(rows));
        if (!problems.isEmpty()) {
            throw refuse(table, problems);
        }
        return headers(rows.values());
    }

    private static PictureTable headers(Collection<PictureRow> rows) throws IOException {
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

    /** Files that stand there twice, and pictures of one scan whose order nobody knows. */
    private static List<String> contradictions(Map<Long, PictureRow> rows) {
        List<String> problems = new ArrayList<>();
        Map<Path, Long> files = new HashMap<>();
        Map<List<String>, Map<Optional<Double>, Long>> scans = new HashMap<>();
        rows.forEach((line, row) -> {
            Long sameFile = files.putIfAbsent(row.file(), line);
            if (sameFile != null) {
                problems.add("row " + line + ": the file stands in row " + sameFile + " already");
            } else if (!row.isVolume()) {
                Map<Optional<Double>, Long> scan =
                        scans.computeIfAbsent(List.of(row.patientId(), row.scan()), key -> new HashMap<>());
                Long samePlace = scan.putIfAbsent(Optional.ofNullable(row.positionMm()), line);
                if (samePlace != null && row.positionMm() != null) {
                    problems.add("row " + line + ": lies where row " + samePlace + " of the same scan does");
                }
                Long placeless = scan.get(Optional.<Double>empty());
                if (placeless != null && (samePlace != null || scan.size() > 1)) {
                    problems.add(
                            "row " + placeless + ": scans of several pictures need slice or position_mm in each row");
                    scan.remove(Optional.<Double>empty());
                }
            }
        });
        return problems;
    }

    private static CsvTable table(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            throw new UserFacingException(
                    "There is no such table, or it is too large: " + file.getFileName(), "Check the path.");
        }
        CsvTable table = CsvTable.read(file);
        checkColumns(table);
        if (table.rows().isEmpty()) {
            throw new UserFacingException(table.name() + " lists no file.", "Give one row for each picture.");
        }
        return table;
    }

    private static void checkColumns(CsvTable table) {
        for (String column : REQUIRED) {
            if (!table.has(column)) {
                throw new UserFacingException(table.name() + " has no column " + column + ".", known());
            }
        }
        for (String column : table.columns()) {
            if (!REQUIRED.contains(column) && !OPTIONAL.contains(column)) {
                throw new UserFacingException(
                        table.name() + " has a column that is not known: " + column + ".", known());
            }
        }
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
