package org.cordscope.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cordscope.study.Acquisition;
import org.jspecify.annotations.Nullable;

/** How a frame was acquired, from classic attributes (PS3.3 C.8.3.1) or those of enhanced MR (C.8.13). */
final class AcquisitionReading {
    private static final String GE_ACQUISITION = "GEMS_ACQU_01";
    private static final int GE_SERIES_PLANE = 0x17;
    private static final int SIEMENS_IMAGES_IN_MOSAIC = 0x0a;
    private static final int PHILIPS_SPIR = 0x21;

    private final DataSet root;
    private final FrameAttributes attributes;

    AcquisitionReading(DataSet root, FrameAttributes attributes) {
        this.root = root;
        this.attributes = attributes;
    }

    Acquisition read() {
        List<String> imageType = imageType();
        return new Acquisition(
                text(Tag.MODALITY),
                text(Tag.MANUFACTURER),
                examDescription(),
                text(Tag.SERIES_DESCRIPTION),
                text(Tag.PROTOCOL_NAME),
                sequenceName(),
                bodyPart(),
                contrastAgent(),
                imageType,
                scanningSequence(),
                sequenceVariant(),
                scanOptions(),
                isFatSaturated(),
                root.string(Tag.BURNED_IN_ANNOTATION).filter("YES"::equals).isPresent(),
                isMosaic(imageType),
                attributes.string(Tag.FRAME_CONTENT_SEQUENCE, Tag.STACK_ID).orElse(""),
                firstOf(Tag.MR_ECHO_SEQUENCE, Tag.EFFECTIVE_ECHO_TIME, Tag.ECHO_TIME),
                timing(Tag.REPETITION_TIME),
                firstOf(Tag.MR_MODIFIER_SEQUENCE, Tag.INVERSION_TIMES, Tag.INVERSION_TIME),
                timing(Tag.FLIP_ANGLE),
                firstOf(Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, Tag.RF_ECHO_TRAIN_LENGTH, Tag.ECHO_TRAIN_LENGTH),
                attributes.decimal(Tag.PIXEL_MEASURES_SEQUENCE, Tag.SLICE_THICKNESS),
                integer(root.integer(Tag.ECHO_NUMBERS)),
                integer(seriesPlane()));
    }

    /**
     * Siemens (Numaris/4, and the classic export of XA) names it in Image Type, and where that was rewritten a private count
     * remains; UIH says VFRAME and keeps the slices in a private sequence.
     */
    private boolean isMosaic(List<String> imageType) {
        return imageType.contains("MOSAIC")
                || imageType.contains("VFRAME")
                || root.strings(Tag.IMAGE_TYPE).contains("MOSAIC")
                || root.privateElement("SIEMENS MR HEADER", 0x0019, SIEMENS_IMAGES_IN_MOSAIC).stream()
                        .flatMap(tag -> root.integer(tag).stream())
                        .anyMatch(images -> images > 1);
    }

    private String text(int tag) {
        return root.string(tag).orElse("");
    }

    private @Nullable Double timing(int tag) {
        return attributes.decimal(Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, tag);
    }

    private @Nullable Double firstOf(int sequence, int enhancedTag, int classicTag) {
        Double enhanced = attributes.decimal(sequence, enhancedTag);
        return enhanced != null ? enhanced : attributes.decimal(sequence, classicTag);
    }

    private static @Nullable Integer integer(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private List<String> imageType() {
        List<String> ofFrame = attributes
                .holder(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, Tag.FRAME_TYPE)
                .strings(Tag.FRAME_TYPE);
        return ofFrame.isEmpty() ? root.strings(Tag.IMAGE_TYPE) : ofFrame;
    }

    private String bodyPart() {
        return root.string(Tag.BODY_PART_EXAMINED).orElseGet(() -> {
            DataSet anatomy = attributes.holder(Tag.FRAME_ANATOMY_SEQUENCE, Tag.ANATOMIC_REGION_SEQUENCE);
            return FrameAttributes.first(anatomy.items(Tag.ANATOMIC_REGION_SEQUENCE))
                    .string(Tag.CODE_MEANING)
                    .orElse("");
        });
    }

    /** By name or code; where only an amount is stated, or an ingredient, that. Frames of enhanced files may say that none was given yet. */
    private String contrastAgent() {
        if (says(Tag.CONTRAST_BOLUS_USAGE_SEQUENCE, Tag.CONTRAST_BOLUS_AGENT_ADMINISTERED, "NO")) {
            return "";
        }
        DataSet coded = FrameAttributes.first(root.items(Tag.CONTRAST_BOLUS_AGENT_SEQUENCE));
        return root.string(Tag.CONTRAST_BOLUS_AGENT)
                .or(() -> coded.string(Tag.CODE_MEANING))
                .or(() -> coded.string(Tag.CODE_VALUE))
                .or(() -> root.string(Tag.CONTRAST_BOLUS_INGREDIENT))
                .orElseGet(() -> isPositive(Tag.CONTRAST_BOLUS_VOLUME) || isPositive(Tag.CONTRAST_BOLUS_TOTAL_DOSE)
                        ? "amount stated"
                        : "");
    }

    private boolean isPositive(int tag) {
        return root.decimal(tag).orElse(0) > 0;
    }

    private String examDescription() {
        return String.join(
                        " ",
                        text(Tag.STUDY_DESCRIPTION),
                        text(Tag.REQUESTED_PROCEDURE_DESCRIPTION),
                        text(Tag.PERFORMED_PROCEDURE_STEP_DESCRIPTION))
                .strip();
    }

    /** Classic name and, where it is another, that of enhanced MR, which some classic files have besides. */
    private String sequenceName() {
        String classic = text(Tag.SEQUENCE_NAME);
        String other = text(Tag.PULSE_SEQUENCE_NAME);
        return classic.isEmpty() || classic.equals(other) ? other : (classic + " " + other).strip();
    }

    /** Some writers put several into one value. */
    private List<String> scanOptions() {
        return root.strings(Tag.SCAN_OPTIONS).stream()
                .flatMap(value -> Stream.of(value.split("[ /,;+]+")))
                .toList();
    }

    /** Enhanced files say in single attributes what classic ones list (PS3.3 tables C.8-83 and C.8-4). */
    private List<String> scanningSequence() {
        List<String> classic = root.strings(Tag.SCANNING_SEQUENCE);
        if (!classic.isEmpty()) {
            return classic;
        }
        List<String> derived = new ArrayList<>();
        String echo = text(Tag.ECHO_PULSE_SEQUENCE);
        addIf(derived, "SE", echo.equals("SPIN") || echo.equals("BOTH"));
        addIf(derived, "GR", echo.equals("GRADIENT") || echo.equals("BOTH"));
        addIf(derived, "IR", says(Tag.MR_MODIFIER_SEQUENCE, Tag.INVERSION_RECOVERY, "YES"));
        addIf(derived, "EP", text(Tag.ECHO_PLANAR_PULSE_SEQUENCE).equals("YES"));
        return derived;
    }

    private List<String> sequenceVariant() {
        List<String> classic = root.strings(Tag.SEQUENCE_VARIANT);
        if (!classic.isEmpty()) {
            return classic;
        }
        List<String> derived = new ArrayList<>();
        String steady = text(Tag.STEADY_STATE_PULSE_SEQUENCE);
        addIf(derived, "SS", !steady.isEmpty() && !steady.equals("NONE"));
        addIf(derived, "MTC", says(Tag.MR_IMAGING_MODIFIER_SEQUENCE, Tag.MAGNETIZATION_TRANSFER, "ON_RESONANCE"));
        addIf(derived, "MTC", says(Tag.MR_IMAGING_MODIFIER_SEQUENCE, Tag.MAGNETIZATION_TRANSFER, "OFF_RESONANCE"));
        addIf(derived, "SP", says(Tag.MR_MODIFIER_SEQUENCE, Tag.SPOILING, "RF"));
        return derived;
    }

    /** Suppression of fat, or excitation of water alone, which comes to the same. */
    private boolean isFatSaturated() {
        return isPhilipsSpir()
                || says(Tag.MR_MODIFIER_SEQUENCE, Tag.SPECTRALLY_SELECTED_SUPPRESSION, "FAT")
                || says(Tag.MR_MODIFIER_SEQUENCE, Tag.SPECTRALLY_SELECTED_SUPPRESSION, "FAT_AND_WATER")
                || says(Tag.MR_MODIFIER_SEQUENCE, Tag.SPECTRALLY_SELECTED_EXCITATION, "WATER");
    }

    private boolean isPhilipsSpir() {
        OptionalInt tag = root.privateElement("Philips Imaging DD 001", 0x2001, PHILIPS_SPIR);
        return tag.isPresent()
                && root.string(tag.getAsInt()).filter("Y"::equals).isPresent();
    }

    private boolean says(int sequence, int tag, String value) {
        return attributes.string(sequence, tag).filter(value::equals).isPresent();
    }

    private static void addIf(List<String> list, String value, boolean condition) {
        if (condition) {
            list.add(value);
        }
    }

    /** In implicit files the representation is unknown: two bytes, little endian. */
    private OptionalInt seriesPlane() {
        OptionalInt tag = root.privateElement(GE_ACQUISITION, 0x0019, GE_SERIES_PLANE);
        if (tag.isEmpty() && text(Tag.MANUFACTURER).toUpperCase(Locale.ROOT).startsWith("GE")) {
            tag = OptionalInt.of(0x00191000 | GE_SERIES_PLANE);
        }
        if (tag.isEmpty() || root.vr(tag.getAsInt()) != Vr.UN) {
            return tag.isEmpty() ? tag : root.integer(tag.getAsInt());
        }
        byte[] value = root.bytes(tag.getAsInt());
        return value.length == 2 ? OptionalInt.of(BinaryNumbers.unsignedShort(value, 0)) : OptionalInt.empty();
    }
}
