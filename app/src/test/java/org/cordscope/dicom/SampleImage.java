package org.cordscope.dicom;

import java.util.List;
import org.cordscope.dicom.TransferSyntax.Encoding;

/** A small MR image with everything a round trip can lose: every kind of value, nested items, private elements. */
final class SampleImage {
    static final int ROWS = 4;
    static final int COLUMNS = 6;

    private SampleImage() {}

    static DicomObject plain() {
        return new DicomObject(new DataSet(), header().set(Tag.PIXEL_DATA, Vr.OW, pixels()));
    }

    static DicomObject compressed() {
        DataSet meta = new DataSet().set(Tag.TRANSFER_SYNTAX_UID, Vr.UI, "1.2.840.10008.1.2.5");
        return new DicomObject(meta, header().setFragments(Tag.PIXEL_DATA, List.of(new byte[] {1, 2, 3, 4}, new byte[] {
            5, 6
        })));
    }

    static DataSet header() {
        DataSet nested = new DataSet()
                .set(Tag.CODE_VALUE, Vr.SH, "T-11501")
                .setItems(
                        Tag.CONTENT_SEQUENCE, List.of(new DataSet().set(Tag.TEXT_VALUE, Vr.UT, "a\\b"), new DataSet()));
        return new DataSet()
                .set(Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", "M", "SE")
                .set(Tag.SOP_CLASS_UID, Vr.UI, "1.2.840.10008.5.1.4.1.1.4")
                .set(Tag.SOP_INSTANCE_UID, Vr.UI, "2.25.123")
                .set(Tag.MODALITY, Vr.CS, "MR")
                .set(Tag.PATIENT_NAME, Vr.PN, "Spine^Phantom")
                .set(Tag.PATIENT_ID, Vr.LO, "P1")
                .set(Tag.STUDY_INSTANCE_UID, Vr.UI, "2.25.1")
                .set(Tag.SERIES_INSTANCE_UID, Vr.UI, "2.25.2")
                .set(Tag.ECHO_TIME, Vr.DS, 98.5)
                .set(Tag.REPETITION_TIME, Vr.DS, 3500)
                .set(Tag.ECHO_NUMBERS, Vr.IS, 1)
                .set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, -80.25, -90, 12.5)
                .set(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, 1, 0, 0, 0, 1, 0)
                .set(Tag.PIXEL_SPACING, Vr.DS, 0.6875, 0.5)
                .set(Tag.EFFECTIVE_ECHO_TIME, Vr.FD, 98.5)
                .set(0x00209241, Vr.FL, 1.5)
                .set(Tag.FRAME_INCREMENT_POINTER, Vr.AT, Tag.ECHO_TIME)
                .set(Tag.ROWS, Vr.US, ROWS)
                .set(Tag.COLUMNS, Vr.US, COLUMNS)
                .set(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .set(Tag.BITS_ALLOCATED, Vr.US, 16)
                .set(Tag.BITS_STORED, Vr.US, 16)
                .set(Tag.HIGH_BIT, Vr.US, 15)
                .set(Tag.PIXEL_REPRESENTATION, Vr.US, 1)
                .set(Tag.PIXEL_PADDING_VALUE, Vr.SS, -2000)
                .setItems(Tag.ANATOMIC_REGION_SEQUENCE, List.of(nested))
                .set(0x00290010, Vr.LO, "CORDSCOPE TEST")
                .set(0x00291001, Vr.UN, new byte[] {9, 8, 7, 6});
    }

    static byte[] pixels() {
        byte[] pixels = new byte[ROWS * COLUMNS * 2];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (7 * i);
        }
        return pixels;
    }

    static TransferSyntax syntax(Encoding encoding) {
        return switch (encoding) {
            case IMPLICIT_LITTLE_ENDIAN -> TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
            case EXPLICIT_LITTLE_ENDIAN -> TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
            case EXPLICIT_BIG_ENDIAN -> TransferSyntax.EXPLICIT_BIG_ENDIAN;
            case DEFLATED -> TransferSyntax.DEFLATED;
            case IMPLICIT_BIG_ENDIAN -> throw new IllegalArgumentException("no transfer syntax: " + encoding);
        };
    }

    /** Every element as text, in order, down to the last item: equal for equal data sets. */
    static String describe(DataSet set) {
        StringBuilder text = new StringBuilder();
        for (int tag : set.tags()) {
            text.append(Tag.display(tag)).append(' ').append(set.strings(tag));
            if (set.strings(tag).isEmpty()) {
                text.append(java.util.Arrays.toString(set.bytes(tag)));
            }
            set.fragments(tag).forEach(f -> text.append(f.remaining()).append(f.get(0)));
            set.items(tag)
                    .forEach(item -> text.append('{').append(describe(item)).append('}'));
            text.append('\n');
        }
        return text.toString();
    }
}
