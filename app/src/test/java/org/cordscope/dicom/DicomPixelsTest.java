package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordscope.dicom.codec.Codestream;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DicomPixelsTest {
    private static final SourceFile SOURCE = SourceFile.of(Path.of("image.dcm"));

    @Test
    void slope_and_intercept_give_modality_values() throws IOException {
        DataSet data =
                grey(8, false, 1, 2, 3).set(Tag.RESCALE_SLOPE, Vr.DS, 2.0).set(Tag.RESCALE_INTERCEPT, Vr.DS, -10.0);

        assertArrayEquals(new float[] {-8, -6, -4}, modality(data));
    }

    @Test
    void a_frames_own_transformation_outweighs_the_shared_one() throws IOException {
        DataSet own = new DataSet().setItems(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, List.of(transformation(3)));
        DataSet data = grey(8, false, 5, 7)
                .set(Tag.COLUMNS, Vr.US, 1)
                .set(Tag.NUMBER_OF_FRAMES, Vr.IS, "2")
                .setItems(
                        Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                        List.of(new DataSet()
                                .setItems(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, List.of(transformation(2)))))
                .setItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, List.of(new DataSet(), own));
        DicomFrames frames = frames(data);

        assertArrayEquals(new float[] {10}, frames.modalityValues(1));
        assertArrayEquals(new float[] {21}, frames.modalityValues(2));
        assertEquals(
                "there is no frame 3 of 2",
                assertThrows(DicomFormatException.class, () -> frames.modalityValues(3))
                        .toRejected()
                        .reason());
    }

    @Test
    void monochrome1_is_turned_within_what_the_stored_bits_hold() throws IOException {
        DataSet unsigned = grey(8, false, 0, 255, 100).set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME1");
        DataSet signed = grey(8, true, 128, 127, 0)
                .set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME1")
                .set(Tag.RESCALE_SLOPE, Vr.DS, 2.0)
                .set(Tag.RESCALE_INTERCEPT, Vr.DS, 5.0);

        assertArrayEquals(new float[] {255, 0, 155}, modality(unsigned));
        assertArrayEquals(new float[] {2 * 127 + 5, 2 * -128 + 5, 2 * -1 + 5}, modality(signed));
    }

    @Test
    void a_modality_table_replaces_slope_and_intercept() throws IOException {
        DataSet table = new DataSet()
                .set(Tag.LUT_DESCRIPTOR, Vr.US, 3, 10, 16)
                .set(Tag.LUT_DATA, Vr.OW, new byte[] {1, 0, 2, 0, 0, 1});
        DataSet data = grey(8, false, 0, 11, 99).setItems(Tag.MODALITY_LUT_SEQUENCE, List.of(table));

        assertArrayEquals(new float[] {1, 2, 256}, modality(data));
    }

    @Test
    void colour_becomes_luminance() throws IOException {
        DataSet rgb = grey(8, false, 100, 0, 0)
                .set(Tag.COLUMNS, Vr.US, 1)
                .set(Tag.SAMPLES_PER_PIXEL, Vr.US, 3)
                .set(Tag.PLANAR_CONFIGURATION, Vr.US, 0)
                .set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "RGB");

        assertArrayEquals(new float[] {29.9f}, modality(rgb));
        assertArrayEquals(new float[] {100}, modality(rgb.set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "YBR_FULL")));
    }

    @Test
    void a_palette_becomes_luminance() throws IOException {
        DataSet data = grey(8, false, 0, 1, 2).set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "PALETTE COLOR");
        int[] descriptors = {0x00281101, 0x00281102, 0x00281103};
        for (int descriptor : descriptors) {
            data.set(descriptor, Vr.US, 2, 0, 16).set(descriptor + 0x100, Vr.OW, new byte[] {10, 0, 0, 1});
        }

        assertArrayEquals(new float[] {10, 256, 256}, modality(data));
    }

    @Test
    void only_the_frame_asked_for_is_decoded() throws IOException {
        Codestream good = Codestream.named("jpegls-12-0");
        DataSet data = grey(12, false)
                .set(Tag.ROWS, Vr.US, 28)
                .set(Tag.COLUMNS, Vr.US, 40)
                .set(Tag.NUMBER_OF_FRAMES, Vr.IS, "2")
                .setFragments(Tag.PIXEL_DATA, List.of(new byte[] {1, 2}, good.bytes()));
        DataSet meta = new DataSet().set(Tag.TRANSFER_SYNTAX_UID, Vr.UI, good.transferSyntax());
        DicomFrames frames = DicomFrames.of(SOURCE, new DicomObject(meta, data));

        assertArrayEquals(good.pixels(), frames.storedValues(2).samples());
        assertThrows(DicomFormatException.class, () -> frames.storedValues(1));
    }

    @Test
    void an_unsupported_compression_is_refused_by_name_with_the_remedy() {
        DataSet data = grey(8, false).setFragments(Tag.PIXEL_DATA, List.of(new byte[] {1, 2}));
        DataSet meta = new DataSet().set(Tag.TRANSFER_SYNTAX_UID, Vr.UI, "1.2.840.10008.1.2.4.201");
        DicomFormatException e =
                assertThrows(DicomFormatException.class, () -> DicomFrames.of(SOURCE, new DicomObject(meta, data)));

        assertEquals(
                "pixels compressed as High-Throughput JPEG 2000 Lossless are not supported; ask the archive for"
                        + " Explicit VR Little Endian",
                e.toRejected().reason());
    }

    @Test
    void the_window_of_the_header_follows_monochrome1() throws IOException {
        DataSet data =
                grey(8, false, 0, 0, 0).set(Tag.WINDOW_CENTER, Vr.DS, 100.0).set(Tag.WINDOW_WIDTH, Vr.DS, 50.0);

        assertEquals(Optional.of(new Window(100, 50)), frames(data).window(1));
        data.set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME1");
        assertEquals(Optional.of(new Window(155, 50)), frames(data).window(1));
        data.set(Tag.WINDOW_WIDTH, Vr.DS, 0.0);
        assertEquals(Optional.empty(), frames(data).window(1));
    }

    @Test
    void a_window_spreads_its_values_from_black_to_white() {
        Window window = new Window(2048, 4096);

        assertEquals(0, window.brightness(0));
        assertEquals(1, window.brightness(4095));
        assertEquals(0.5, window.brightness(2047.5));
        assertEquals(0, new Window(10, 1).brightness(9));
        assertEquals(1, new Window(10, 1).brightness(10));
    }

    @Test
    void a_file_becomes_a_slice_and_needs_a_spacing_for_it(@TempDir Path folder) throws IOException {
        DataSet data = grey(8, false, 1, 2, 3)
                .set(Tag.SOP_CLASS_UID, Vr.UI, "1.2.840.10008.5.1.4.1.1.4")
                .set(Tag.SOP_INSTANCE_UID, Vr.UI, "2.25.1")
                .set(Tag.STUDY_INSTANCE_UID, Vr.UI, "2.25.2")
                .set(Tag.SERIES_INSTANCE_UID, Vr.UI, "2.25.3")
                .set(Tag.MODALITY, Vr.CS, "MR");
        InstanceHeader without = written(folder.resolve("without.dcm"), data);
        InstanceHeader with = written(folder.resolve("with.dcm"), data.set(Tag.PIXEL_SPACING, Vr.DS, 0.5, 0.25));

        SliceImage slice = DicomPixels.read(with, 1);
        assertEquals(new SliceKey("2.25.1", 1), slice.key());
        assertEquals(new Spacing(0.5, 0.25), slice.spacing());
        assertArrayEquals(new float[] {1, 2, 3}, slice.pixels());
        DicomFormatException e = assertThrows(DicomFormatException.class, () -> DicomPixels.read(without, 1));
        assertEquals("there is no pixel spacing", e.toRejected().reason());
    }

    private static InstanceHeader written(Path file, DataSet data) throws IOException {
        DicomWriter.write(file, new DicomObject(new DataSet(), data));
        return DicomReader.readInstanceHeader(SourceFile.of(file));
    }

    private static DataSet transformation(double slope) {
        return new DataSet().set(Tag.RESCALE_SLOPE, Vr.DS, slope).set(Tag.RESCALE_INTERCEPT, Vr.DS, 0.0);
    }

    /** One row of grey pixels. */
    private static DataSet grey(int bits, boolean signed, int... bytes) {
        byte[] pixels = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            pixels[i] = (byte) bytes[i];
        }
        return new DataSet()
                .set(Tag.ROWS, Vr.US, 1)
                .set(Tag.COLUMNS, Vr.US, Math.max(1, bytes.length))
                .set(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .set(Tag.BITS_ALLOCATED, Vr.US, bits > 8 ? 16 : 8)
                .set(Tag.BITS_STORED, Vr.US, bits)
                .set(Tag.HIGH_BIT, Vr.US, bits - 1)
                .set(Tag.PIXEL_REPRESENTATION, Vr.US, signed ? 1 : 0)
                .set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .set(Tag.PIXEL_DATA, Vr.OB, pixels);
    }

    private static DicomFrames frames(DataSet data) throws DicomFormatException {
        return DicomFrames.of(SOURCE, new DicomObject(new DataSet(), data));
    }

    private static float[] modality(DataSet data) throws DicomFormatException {
        return frames(data).modalityValues(1);
    }
}
