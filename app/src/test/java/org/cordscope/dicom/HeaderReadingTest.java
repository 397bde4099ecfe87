package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.study.Acquisition;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeaderReadingTest {
    @TempDir
    Path folder;

    private InstanceHeader header(DicomObject object, TransferSyntax syntax) throws IOException {
        Path file = folder.resolve("image.dcm");
        DicomWriter.write(file, object, syntax);
        return DicomReader.readInstanceHeader(SourceFile.of(file));
    }

    private InstanceHeader header(DicomObject object) throws IOException {
        return header(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private String refusal(DicomObject object) {
        DicomFormatException e = assertThrows(DicomFormatException.class, () -> header(object));
        return e.toRejected().reason();
    }

    private static FrameHeader only(InstanceHeader header) {
        assertEquals(1, header.frames().size());
        return header.frames().get(0);
    }

    @Test
    void a_classic_image_says_where_and_how_it_was_taken() throws IOException {
        InstanceHeader header = header(SampleImage.plain());
        assertEquals("2.25.123", header.sopInstanceUid());
        assertEquals("2.25.2", header.seriesUid());
        assertEquals("1.2.840.10008.1.2.1", header.transferSyntaxUid());
        assertEquals(List.of(4, 6), List.of(header.rows(), header.columns()));
        FrameHeader frame = only(header);
        assertEquals(new Spacing(0.6875, 0.5), frame.spacing());
        assertNotNull(frame.plane());
        assertEquals(new Vector3(-80.25, -90, 12.5), frame.plane().position());
        assertEquals(98.5, frame.acquisition().echoTimeMs());
        assertEquals(1, frame.acquisition().echoNumber());
        assertNull(frame.acquisition().inversionTimeMs());
        assertEquals("", frame.acquisition().bodyPart());
    }

    @Test
    void metadata_without_pixels_cannot_claim_more_frames_than_memory_holds() {
        DataSet header = SampleImage.header().set(Tag.NUMBER_OF_FRAMES, Vr.IS, Integer.MAX_VALUE);
        DicomFormatException e = assertThrows(
                DicomFormatException.class,
                () -> DicomReader.instanceHeader(SourceFile.of(folder.resolve("metadata")), header));
        assertEquals(
                "Number of Frames is 2147483647, more than 1000000",
                e.toRejected().reason());
    }

    @Test
    void garbage_in_the_geometry_is_no_geometry() throws IOException {
        DicomObject object = SampleImage.plain();
        object.data()
                .set(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, 1, 0, 0, 1, 0, 0)
                .set(Tag.PIXEL_SPACING, Vr.DS, "0\\0");
        FrameHeader frame = only(header(object));
        assertNull(frame.plane());
        assertNull(frame.spacing());
    }

    @Test
    void imager_pixel_spacing_is_not_the_spacing_of_an_mr_image() throws IOException {
        DicomObject object = SampleImage.plain();
        object.data().remove(Tag.PIXEL_SPACING).set(Tag.IMAGER_PIXEL_SPACING, Vr.DS, 1, 1);
        assertNull(only(header(object)).spacing());
    }

    @Test
    void the_ge_series_plane_is_found_also_where_its_representation_is_lost() throws IOException {
        DicomObject object = SampleImage.plain();
        object.data().set(0x00190010, Vr.LO, "GEMS_ACQU_01").set(0x00191017, Vr.SS, 2);
        for (TransferSyntax syntax : List.of(
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN)) {
            assertEquals(2, only(header(object, syntax)).acquisition().seriesPlane());
        }
    }

    @Test
    void a_siemens_mosaic_is_told() throws IOException {
        DicomObject object = SampleImage.plain();
        object.data().set(Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC");
        assertTrue(only(header(object)).acquisition().mosaic());
    }

    @Test
    void a_mosaic_is_told_by_its_private_count_too_and_in_enhanced_files() throws IOException {
        DicomObject classic = SampleImage.plain();
        classic.data().set(0x00190010, Vr.LO, "SIEMENS MR HEADER").set(0x0019100a, Vr.US, 40);
        assertTrue(only(header(classic)).acquisition().mosaic());
        classic.data().set(0x0019100a, Vr.US, 1);
        assertFalse(only(header(classic)).acquisition().mosaic());

        DicomObject enhanced = enhanced(2);
        assertFalse(header(enhanced).frames().get(0).acquisition().mosaic());
        enhanced.data().set(Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", "M", "MOSAIC");
        assertTrue(header(enhanced).frames().get(0).acquisition().mosaic());
    }

    @Test
    void of_conflicting_positions_that_of_the_frame_counts_and_private_copies_do_not() throws IOException {
        DicomObject enhanced = enhanced(2);
        DataSet privateCopy = new DataSet().set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, 7, 7, 7);
        enhanced.data()
                .set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, 9, 9, 9)
                .set(0x20050010, Vr.LO, "Philips MR Imaging DD 001")
                .setItems(0x2005100f, List.of(privateCopy));
        List<FrameHeader> frames = header(enhanced).frames();
        assertNotNull(frames.get(1).plane());
        assertEquals(3.3, frames.get(1).plane().position().z(), 1e-9);
    }

    @Test
    void an_enhanced_image_is_read_from_its_functional_groups() throws IOException {
        InstanceHeader header = header(enhanced(2));
        assertEquals(2, header.frames().size());
        FrameHeader second = header.frames().get(1);
        assertNotNull(second.plane());
        assertEquals(3.3, second.plane().position().z(), 1e-9);
        assertEquals(new Spacing(0.5, 0.25), second.spacing());
        Acquisition how = second.acquisition();
        assertEquals(List.of("SE", "IR"), how.scanningSequence());
        assertEquals(List.of("ORIGINAL", "PRIMARY", "T2", "NONE"), how.imageType());
        assertEquals(101.5, how.echoTimeMs());
        assertEquals(4000.0, how.repetitionTimeMs());
        assertEquals(180.0, how.inversionTimeMs());
        assertEquals(17.0, how.echoTrainLength());
        assertEquals(3.0, how.sliceThicknessMm());
        assertEquals("STACK", how.stackId());
        assertTrue(how.fatSaturated());
        assertFalse(how.burnedInAnnotation());
    }

    private static DicomObject enhanced(int frames) {
        DataSet shared = new DataSet()
                .setItems(
                        Tag.PIXEL_MEASURES_SEQUENCE,
                        List.of(new DataSet()
                                .set(Tag.SLICE_THICKNESS, Vr.DS, 3)
                                .set(Tag.PIXEL_SPACING, Vr.DS, 0.5, 0.25)))
                .setItems(
                        Tag.PLANE_ORIENTATION_SEQUENCE,
                        List.of(new DataSet().set(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, 1, 0, 0, 0, 1, 0)))
                .setItems(
                        Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE,
                        List.of(new DataSet()
                                .set(Tag.REPETITION_TIME, Vr.DS, 4000)
                                .set(Tag.RF_ECHO_TRAIN_LENGTH, Vr.US, 17)))
                .setItems(
                        Tag.MR_MODIFIER_SEQUENCE,
                        List.of(new DataSet()
                                .set(Tag.INVERSION_RECOVERY, Vr.CS, "YES")
                                .set(Tag.SPECTRALLY_SELECTED_SUPPRESSION, Vr.CS, "FAT")
                                .set(Tag.INVERSION_TIMES, Vr.FD, 180.0)))
                .setItems(Tag.MR_ECHO_SEQUENCE, List.of(new DataSet().set(Tag.EFFECTIVE_ECHO_TIME, Vr.FD, 101.5)))
                .setItems(
                        Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE,
                        List.of(new DataSet().set(Tag.FRAME_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", "T2", "NONE")));
        List<DataSet> perFrame = List.of(frame(0), frame(3.3));
        DataSet data = SampleImage.header();
        List.of(
                        Tag.IMAGE_POSITION_PATIENT,
                        Tag.IMAGE_ORIENTATION_PATIENT,
                        Tag.PIXEL_SPACING,
                        Tag.EFFECTIVE_ECHO_TIME,
                        Tag.ECHO_TIME,
                        Tag.REPETITION_TIME)
                .forEach(data::remove);
        data.set(Tag.ECHO_PULSE_SEQUENCE, Vr.CS, "SPIN")
                .set(Tag.NUMBER_OF_FRAMES, Vr.IS, frames)
                .setItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(shared))
                .setItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, perFrame)
                .set(Tag.PIXEL_DATA, Vr.OW, new byte[2 * SampleImage.ROWS * SampleImage.COLUMNS * 2]);
        return new DicomObject(new DataSet(), data);
    }

    private static DataSet frame(double z) {
        return new DataSet()
                .setItems(Tag.FRAME_CONTENT_SEQUENCE, List.of(new DataSet().set(Tag.STACK_ID, Vr.SH, "STACK")))
                .setItems(
                        Tag.PLANE_POSITION_SEQUENCE,
                        List.of(new DataSet().set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, 0, 0, z)));
    }

    @Test
    void frames_that_cannot_be_in_the_file_are_refused_before_anything_is_allocated() throws IOException {
        assertEquals(
                "pixel data hold 96 bytes, too few for 4 x 6 pixels, 2147483647 frames",
                refusal(enhanced(Integer.MAX_VALUE)));
        DicomObject compressed = SampleImage.compressed();
        compressed.data().set(Tag.NUMBER_OF_FRAMES, Vr.IS, 1000);
        TransferSyntax rle = TransferSyntax.of("1.2.840.10008.1.2.5").orElseThrow();
        assertTrue(assertThrows(DicomFormatException.class, () -> header(compressed, rle))
                .toRejected()
                .reason()
                .startsWith("1000 frames cannot be in "));
        compressed.data().set(Tag.NUMBER_OF_FRAMES, Vr.IS, 2);
        assertEquals(2, header(compressed, rle).frames().size());
    }

    @Test
    void images_that_lack_what_every_image_has_are_refused_by_name() {
        DicomObject noRows = SampleImage.plain();
        noRows.data().remove(Tag.ROWS);
        assertEquals("no valid number of Rows", refusal(noRows));
        DicomObject noSeries = SampleImage.plain();
        noSeries.data().remove(Tag.SERIES_INSTANCE_UID);
        assertEquals("no Series Instance UID", refusal(noSeries));
        DicomObject large = SampleImage.plain();
        large.data().set(Tag.ROWS, Vr.US, 65535).set(Tag.COLUMNS, Vr.US, 65535);
        assertTrue(refusal(large).startsWith("pixel data hold 48 bytes, too few"));
    }

    @Test
    void objects_without_pixels_are_refused_by_their_class() {
        DicomObject plan = SampleImage.plain();
        plan.data().remove(Tag.PIXEL_DATA).set(Tag.SOP_CLASS_UID, Vr.UI, "1.2.840.10008.5.1.4.1.1.481.5");
        assertEquals("no pixel data: RT Plan Storage", refusal(plan));
    }
}
