package org.cordscope.raster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordscope.nifti.NiftiFile;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Acquisition;
import org.cordscope.study.ContentUid;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table of pictures.
 *
 * @param positionMm place along the patient, growing towards the head; null where the row does not say
 * @param spacing null for a volume, which says so itself
 */
record PictureRow(
        Path file,
        String patientId,
        String scan,
        @Nullable Double positionMm,
        @Nullable Spacing spacing,
        @Nullable Double thicknessMm,
        String manufacturer,
        @Nullable Double echoTimeMs,
        @Nullable Double repetitionTimeMs) {

    /** MR Image Storage. */
    private static final String SOP_CLASS_UID = "1.2.840.10008.5.1.4.1.1.4";

    private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    private static final int LONGEST_TEXT = 64;

    /** @throws IllegalArgumentException with what is wrong in the row, without naming whom it is of */
    static PictureRow of(Path folder, Map<String, String> cells, @Nullable Double assumedSpacingMm) {
        Path file = file(folder, text(cells, "file"));
        String patientId = text(cells, "patient_id");
        if (patientId.isEmpty()) {
            throw new IllegalArgumentException("patient_id is empty");
        }
        boolean volume = NiftiFile.claims(file);
        if (!volume && !PictureFile.claims(file)) {
            throw new IllegalArgumentException("the file is neither .png, .jpg, .jpeg, .nii nor .nii.gz");
        }
        Double thickness = number(cells, "slice_thickness_mm", 0, 100);
        Double slice = number(cells, "slice", -1e6, 1e6);
        Double position = number(cells, "position_mm", -1e5, 1e5);
        if (position == null && slice != null) {
            position = slice * (thickness == null ? 1 : thickness);
        }
        return new PictureRow(
                file,
                patientId,
                text(cells, "scan"),
                position,
                volume ? null : spacing(cells, assumedSpacingMm),
                thickness,
                text(cells, "manufacturer"),
                number(cells, "echo_time_ms", 0, 2000),
                number(cells, "repetition_time_ms", 0, 60_000));
    }

    boolean isVolume() {
        return spacing == null;
    }

    InstanceHeader header() throws IOException {
        SourceFile source = SourceFile.of(file);
        if (isVolume()) {
            return NiftiFile.header(source, patientId, scan);
        }
        PictureSize size = PictureSize.read(source);
        return new InstanceHeader(
                source,
                ContentUid.of("study", patientId, scan),
                ContentUid.of("pictures", patientId, scan),
                ContentUid.of("picture", patientId, scan, Sha256.ofFile(file)),
                SOP_CLASS_UID,
                EXPLICIT_LITTLE_ENDIAN,
                patientId,
                size.rows(),
                size.columns(),
                List.of(new FrameHeader(1, plane(), spacing, acquisition())));
    }

    private SlicePlane plane() {
        return new SlicePlane(
                new Vector3(0, 0, positionMm == null ? 0 : positionMm), new Vector3(1, 0, 0), new Vector3(0, 1, 0));
    }

    /** Whoever lists a picture vouches that it is T2-weighted; only other times speak against it. */
    private Acquisition acquisition() {
        return new Acquisition(
                "MR",
                manufacturer,
                "",
                "T2w",
                "",
                "",
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                false,
                false,
                "",
                echoTimeMs,
                repetitionTimeMs,
                null,
                null,
                null,
                thicknessMm,
                null,
                null);
    }

    private static Path file(Path folder, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("file is empty");
        }
        try {
            Path relative = Path.of(name.replace('\\', '/'));
            Path file = folder.resolve(relative).normalize();
            if (relative.isAbsolute() || !file.startsWith(folder)) {
                throw new IllegalArgumentException("the file lies outside of the table's folder");
            }
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("there is no such file");
            }
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new IllegalArgumentException("the file is a link out of the table's folder");
            }
            return file;
        } catch (InvalidPathException | IOException e) {
            throw new IllegalArgumentException("the file cannot be reached", e);
        }
    }

    private static Spacing spacing(Map<String, String> cells, @Nullable Double assumedMm) {
        Double both = number(cells, "pixel_spacing_mm", 0, 100);
        Double row = number(cells, "row_spacing_mm", 0, 100);
        Double column = number(cells, "column_spacing_mm", 0, 100);
        if (row != null && column != null) {
            return new Spacing(row, column);
        }
        if (row != null || column != null) {
            throw new IllegalArgumentException("row_spacing_mm and column_spacing_mm belong together");
        }
        Double side = both == null ? assumedMm : both;
        if (side == null) {
            throw new IllegalArgumentException(
                    "no pixel spacing: give pixel_spacing_mm, or --assume-spacing-mm for all that lack it");
        }
        return new Spacing(side, side);
    }

    private static String text(Map<String, String> cells, String column) {
        String text = cells.getOrDefault(column, "").strip();
        if (text.length() > LONGEST_TEXT * 8 || (text.length() > LONGEST_TEXT && !column.equals("file"))) {
            throw new IllegalArgumentException(column + " is longer than " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    /** Null for an empty cell. A lower limit of 0 is excluded. */
    private static @Nullable Double number(Map<String, String> cells, String column, double least, double most) {
        String text = text(cells, column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            double number = Double.parseDouble(text.matches("[+-]?\\d+,\\d+") ? text.replace(',', '.') : text);
            if (number <= most && (least == 0 ? number > 0 : number >= least)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is no number", e);
        }
        throw new IllegalArgumentException(
                column + " is out of range: " + (least == 0 ? "above 0" : (long) least + "") + " to " + (long) most);
    }
}
