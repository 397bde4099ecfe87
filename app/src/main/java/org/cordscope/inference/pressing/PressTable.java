package org.cordscope.inference.pressing;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.UserFacingException;

/**
 * A CSV table of healthy scans and their cords: {@code image} (a NIfTI volume, a DICOM file or a folder of DICOM files), {@code
 * cord} (a NIfTI volume whose voxels are above 0 in the cord), {@code patient}, and any further columns as groups, for example
 * {@code scanner}. Paths are relative to the table.
 */
public record PressTable(List<Row> rows) {
    private static final Set<String> REQUIRED = new LinkedHashSet<>(List.of("image", "cord", "patient"));

    public PressTable {
        rows = List.copyOf(rows);
    }

    /**
     * One scan.
     *
     * @param groups further columns by name; empty cells are left out
     */
    public record Row(Path image, Path cord, String patient, Map<String, String> groups) {
        public Row {
            groups = Map.copyOf(groups);
        }
    }

    /** @throws UserFacingException where it cannot be read, lacks a column, or names a file that is not there */
    public static PressTable read(Path csv) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (Reader text = Files.newBufferedReader(csv);
                CSVParser parser = format.parse(text)) {
            if (!parser.getHeaderNames().containsAll(REQUIRED)) {
                throw bad(csv, "has the columns " + parser.getHeaderNames() + " and needs " + REQUIRED);
            }
            List<Row> rows = new ArrayList<>();
            for (CSVRecord record : parser) {
                rows.add(row(csv, record));
            }
            if (rows.isEmpty()) {
                throw bad(csv, "has no rows");
            }
            return new PressTable(rows);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserFacingException(
                    "The table " + csv + " cannot be read: " + e.getMessage() + ".",
                    "Give a CSV file in UTF-8 with the columns " + REQUIRED + ".",
                    e);
        }
    }

    private static Row row(Path csv, CSVRecord record) {
        Map<String, String> cells = new LinkedHashMap<>(record.toMap());
        for (String column : REQUIRED) {
            if (cells.getOrDefault(column, "").isEmpty()) {
                throw bad(csv, "has no " + column + " in line " + (record.getRecordNumber() + 1));
            }
        }
        Path folder = Objects.requireNonNullElse(csv.toAbsolutePath().getParent(), csv);
        Path image = folder.resolve(Objects.requireNonNull(cells.remove("image")));
        Path cord = folder.resolve(Objects.requireNonNull(cells.remove("cord")));
        for (Path file : List.of(image, cord)) {
            if (!Files.exists(file)) {
                throw bad(csv, "names " + file + " in line " + (record.getRecordNumber() + 1) + ", which is not there");
            }
        }
        String patient = Objects.requireNonNull(cells.remove("patient"));
        cells.values().removeIf(value -> value == null || value.isEmpty());
        return new Row(image, cord, patient, cells);
    }

    private static UserFacingException bad(Path csv, String what) {
        return new UserFacingException(
                "The table " + csv + " " + what + ".",
                "Each row names an image, the mask of its cord, and the patient; paths are relative to the table.");
    }
}
