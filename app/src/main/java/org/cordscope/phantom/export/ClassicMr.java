package org.cordscope.phantom.export;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Vector3;

/** One image of MR Image Storage (PS3.3 C.8.3.1), asked in the terms of enhanced MR. */
record ClassicMr(DataSet data) {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    ClassicMr {
        if (!data.string(Tag.SOP_CLASS_UID).orElse("").equals(MrHeader.MR_IMAGE_STORAGE)) {
            throw new IllegalArgumentException("not of MR Image Storage: " + data.string(Tag.SOP_CLASS_UID));
        }
        if (data.bytes(Tag.PIXEL_DATA).length == 0) {
            throw new IllegalArgumentException("an image without uncompressed pixels");
        }
    }

    /** @throws IllegalArgumentException where it is missing or not a number */
    double number(int tag) {
        return data.decimal(tag)
                .orElseThrow(() -> new IllegalArgumentException("an MR image has a number in " + Tag.display(tag)));
    }

    double number(int tag, double otherwise) {
        return data.decimal(tag).orElse(otherwise);
    }

    boolean hasSequence(String code) {
        return data.strings(Tag.SCANNING_SEQUENCE).contains(code);
    }

    boolean hasVariant(String code) {
        return data.strings(Tag.SEQUENCE_VARIANT).contains(code);
    }

    /** True where Scan Options (0018,0022) hold one of the tokens. */
    boolean hasOption(String... tokens) {
        List<String> options = data.strings(Tag.SCAN_OPTIONS);
        return List.of(tokens).stream().anyMatch(options::contains);
    }

    boolean isGradientEcho() {
        return hasSequence("GR") && !hasSequence("SE");
    }

    boolean hasSaturationSlab() {
        return hasOption("SP", "SAT_GEMS", "SAT1");
    }

    int echoTrainLength() {
        return (int) number(Tag.ECHO_TRAIN_LENGTH, 1);
    }

    int rows() {
        return (int) number(Tag.ROWS);
    }

    int columns() {
        return (int) number(Tag.COLUMNS);
    }

    /** Acquisition Contrast (0008,9209) by the times. */
    String contrast() {
        double echoMs = number(Tag.ECHO_TIME);
        if (hasSequence("IR")) {
            return number(Tag.INVERSION_TIME, 0) > 500 ? "FLUID_ATTENUATED" : "STIR";
        }
        if (isGradientEcho()) {
            return echoMs >= 8 ? "T2_STAR" : "T1";
        }
        if (echoMs >= 60) {
            return "T2";
        }
        return number(Tag.REPETITION_TIME) < 1000 ? "T1" : "PROTON_DENSITY";
    }

    /** Name of the pulse sequence, a general one where the header has none. */
    String pulseSequenceName() {
        String general = isGradientEcho() ? "GRE" : echoTrainLength() > 1 ? "TSE" : "SE";
        return data.string(Tag.SEQUENCE_NAME).orElse(general);
    }

    /** How long a pass takes that fills the k-space of all slices. */
    double durationSeconds() {
        int shots = (rows() + echoTrainLength() - 1) / echoTrainLength();
        return number(Tag.REPETITION_TIME) / 1000 * shots * number(Tag.NUMBER_OF_AVERAGES, 1);
    }

    /** Content Date and Time. */
    LocalDateTime made() {
        String text = data.string(Tag.CONTENT_DATE).orElse("")
                + data.string(Tag.CONTENT_TIME).orElse("");
        if (text.length() < 14) {
            throw new IllegalArgumentException("Content Date and Time do not say the second: " + text.length());
        }
        return LocalDateTime.parse(text.substring(0, 14), SECONDS);
    }

    SlicePlane plane() {
        double[] p = data.decimals(Tag.IMAGE_POSITION_PATIENT);
        double[] axes = data.decimals(Tag.IMAGE_ORIENTATION_PATIENT);
        if (p.length != 3 || axes.length != 6) {
            throw new IllegalArgumentException("an image without position and orientation");
        }
        return new SlicePlane(
                new Vector3(p[0], p[1], p[2]),
                new Vector3(axes[0], axes[1], axes[2]),
                new Vector3(axes[3], axes[4], axes[5]));
    }

    /** Centre of the picture, in the patient's coordinates. */
    Vector3 centre() {
        double[] spacing = data.decimals(Tag.PIXEL_SPACING);
        SlicePlane plane = plane();
        return plane.position()
                .plus(plane.row().times(spacing[1] * (columns() - 1) / 2))
                .plus(plane.column().times(spacing[0] * (rows() - 1) / 2));
    }
}
