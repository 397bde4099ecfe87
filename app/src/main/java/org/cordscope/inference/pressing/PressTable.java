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
import java.util.OptionalInt;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * A CSV table of healthy scans and their cords: {@code image} (a NIfTI volume, a DICOM file or a folder of DICOM files), {@code
 * cord} (a NIfTI volume whose voxels are above 0 in the cord), {@code patient}, by choice {@code cord_value} (what the voxels of
 * the cord hold where the volume labels other structures too), and any further columns as groups, for example {@code scanner}.
 * Paths are relative to the table.
 */
public record PressTable(List<Row> rows) {
    private static final Set<String> REQUIRED = new LinkedHashSet<>(List.of("image", "cord", "patient"));

    public PressTable {
        rows = List.copyOf(rows);
    }

    /**
     * One scan.
     *
     * @param cordValue the label of the cord; without it, all above 0
     * @param groups further columns by name; empty cells are left out
     */
    public record Row(Path image, Path cord, String patient, OptionalInt cordValue, Map<String, String> groups) {
        public Row {
            groups = Map.copyOf(groups);
        }

        /** Whether a voxel of the mask belongs to the cord. */
        boolean isCord(int voxel) {
            return cordValue.isPresent() ? voxel == cordValue.getAsInt() : voxel > 0;
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
        return new Row(image, cord, patient, cordValue(csv, record, cells.remove("cord_value")), cells);
    }

    private static OptionalInt cordValue(Path csv, CSVRecord record, @Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(cell));
        } catch (NumberFormatException e) {
            throw bad(
                    csv,
                    "has the cord_value \"" + cell + "\" in line " + (record.getRecordNumber() + 1)
                            + ", which is no whole number");
        }
    }

    private static UserFacingException bad(Path csv, String what) {
        return new UserFacingException(
                "The table " + csv + " " + what + ".",
                "Each row names an image, the mask of its cord, and the patient; paths are relative to the table.");
    }
}
