package org.cordscope.dicom.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.segmentation.Segment.Algorithm;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SliceStack;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentationWriterTest {

    private static final DataSet BUILT = SegmentationWriter.build(
            SegmentedSeries.source(), SegmentedSeries.SEGMENTS, SegmentedSeries::mask, SegmentedSeries.series());

    @Test
    void frames_follow_segment_by_segment_upwards_without_the_empty_ones() {
        // slices run downwards, so the lowest is the last
        List<String> expected = List.of("1 1 .13", "1 3 .11", "1 4 .10", "2 1 .13", "2 2 .12", "2 3 .11", "2 4 .10");
        List<String> frames = new ArrayList<>();
        for (DataSet frame : BUILT.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)) {
            double[] index = item(frame, Tag.FRAME_CONTENT_SEQUENCE).decimals(Tag.DIMENSION_INDEX_VALUES);
            DataSet source = item(item(frame, Tag.DERIVATION_IMAGE_SEQUENCE), Tag.SOURCE_IMAGE_SEQUENCE);
            String uid = source.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow();
            frames.add((int) index[0] + " " + (int) index[1] + " " + uid.substring(4));
            assertEquals(
                    index[0],
                    item(frame, SegmentationTag.SEGMENT_IDENTIFICATION_SEQUENCE)
                            .decimal(Tag.REFERENCED_SEGMENT_NUMBER)
                            .orElseThrow());
        }
        assertEquals(expected, frames.subList(0, 7));
        assertEquals(List.of("3 3 .11", "3 4 .10"), frames.subList(7, frames.size()));
        assertEquals(9, BUILT.integer(Tag.NUMBER_OF_FRAMES).orElseThrow());
    }

    @Test
    void a_frame_lies_where_its_source_lies() {
        SliceStack stack = SegmentedSeries.stack();
        DataSet frame = BUILT.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).get(1);
        Vector3 position = stack.planes().get(1).position();
        double[] written = item(frame, Tag.PLANE_POSITION_SEQUENCE).decimals(Tag.IMAGE_POSITION_PATIENT);
        assertArrayEquals(new double[] {position.x(), position.y(), position.z()}, written, 1e-9);
        DataSet shared = item(BUILT, Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        DataSet measures = item(shared, Tag.PIXEL_MEASURES_SEQUENCE);
        assertArrayEquals(new double[] {0.75, 0.5}, measures.decimals(Tag.PIXEL_SPACING));
        assertEquals(3, measures.decimal(Tag.SLICE_THICKNESS).orElseThrow());
        assertEquals(3.3, measures.decimal(Tag.SPACING_BETWEEN_SLICES).orElseThrow(), 1e-9);
        double[] orientation = item(shared, Tag.PLANE_ORIENTATION_SEQUENCE).decimals(Tag.IMAGE_ORIENTATION_PATIENT);
        assertArrayEquals(new double[] {1, 0, 0, 0, Math.cos(0.2), Math.sin(0.2)}, orientation, 1e-9);
    }

    @Test
    void bits_run_on_from_frame_to_frame() {
        int pixels = SegmentedSeries.ROWS * SegmentedSeries.COLUMNS;
        BitSet all = BitSet.valueOf(BUILT.bytes(Tag.PIXEL_DATA));
        assertEquals((9 * pixels + 7) / 8, BUILT.bytes(Tag.PIXEL_DATA).length);
        assertEquals(SegmentedSeries.mask(0, 3), all.get(0, pixels));
        assertEquals(SegmentedSeries.mask(0, 1), all.get(pixels, 2 * pixels));
        assertEquals(SegmentedSeries.mask(2, 0), all.get(8 * pixels, 9 * pixels));
    }

    @Test
    void a_written_file_reads_back_frame_by_frame(@TempDir Path folder) throws IOException {
        SourceFile file = SourceFile.of(folder.resolve("seg.dcm"));
        SegmentationWriter.write(
                file.file(),
                SegmentedSeries.source(),
                SegmentedSeries.SEGMENTS,
                SegmentedSeries::mask,
                SegmentedSeries.series());
        DicomObject object = DicomReader.read(file);
        assertEquals("Müller^Anna", object.data().string(Tag.PATIENT_NAME).orElseThrow());
        float[] pixels = DicomPixels.read(DicomReader.readInstanceHeader(file), object, 2)
                .pixels();
        for (int i = 0; i < pixels.length; i++) {
            assertEquals(SegmentedSeries.mask(0, 1).get(i) ? 1 : 0, pixels[i]);
        }
    }

    @Test
    void patient_study_and_frame_of_reference_are_those_of_the_source() {
        assertEquals("2.25.1", BUILT.string(Tag.STUDY_INSTANCE_UID).orElseThrow());
        assertEquals("2.25.3", BUILT.string(Tag.FRAME_OF_REFERENCE_UID).orElseThrow());
        assertEquals("P1", BUILT.string(Tag.PATIENT_ID).orElseThrow());
        assertEquals("2.25.20", BUILT.string(Tag.SERIES_INSTANCE_UID).orElseThrow());
        assertTrue(BUILT.contains(Tag.REFERRING_PHYSICIAN_NAME), "type 2: present, if empty");
        assertFalse(BUILT.contains(Tag.ECHO_TIME));
        DataSet referenced = item(BUILT, Tag.REFERENCED_SERIES_SEQUENCE);
        assertEquals("2.25.2", referenced.string(Tag.SERIES_INSTANCE_UID).orElseThrow());
        assertEquals(4, referenced.items(Tag.REFERENCED_INSTANCE_SEQUENCE).size());
    }

    @Test
    void segments_are_numbered_in_order_and_say_what_they_are() {
        List<DataSet> segments = BUILT.items(SegmentationTag.SEGMENT_SEQUENCE);
        assertEquals(3, segments.size());
        DataSet sac = segments.get(1);
        assertEquals(2, sac.integer(SegmentationTag.SEGMENT_NUMBER).orElseThrow());
        assertEquals(
                "MANUAL", sac.string(SegmentationTag.SEGMENT_ALGORITHM_TYPE).orElseThrow());
        assertFalse(sac.contains(SegmentationTag.SEGMENT_ALGORITHM_NAME));
        DataSet type = item(segments.get(0), SegmentationTag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE);
        assertEquals("2748008", type.string(Tag.CODE_VALUE).orElseThrow());
        assertEquals("YES", BUILT.string(SegmentationTag.SEGMENTS_OVERLAP).orElseThrow());
    }

    @Test
    void segments_that_share_no_pixel_do_not_overlap() {
        DataSet built = SegmentationWriter.build(
                SegmentedSeries.source(),
                SegmentedSeries.SEGMENTS,
                (segment, slice) -> BitSet.valueOf(new long[] {1L << segment}),
                SegmentedSeries.series());
        assertEquals("NO", built.string(SegmentationTag.SEGMENTS_OVERLAP).orElseThrow());
    }

    @Test
    void masks_that_are_empty_or_too_large_are_refused() {
        BitSet large = new BitSet();
        large.set(SegmentedSeries.ROWS * SegmentedSeries.COLUMNS);
        for (BitSet mask : List.of(new BitSet(), large)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SegmentationWriter.build(
                            SegmentedSeries.source(),
                            SegmentedSeries.SEGMENTS,
                            (segment, slice) -> mask,
                            SegmentedSeries.series()));
        }
    }

    @Test
    void a_source_of_several_frames_is_referenced_by_frame() {
        SliceStack stack = SegmentedSeries.stack();
        List<SliceKey> frames = IntStream.rangeClosed(1, stack.count())
                .mapToObj(i -> new SliceKey("2.25.9", i))
                .toList();
        SourceSeries source = new SourceSeries(SegmentedSeries.image(), stack, frames);
        assertEquals(
                "3", source.reference(2).string(Tag.REFERENCED_FRAME_NUMBER).orElseThrow());
        assertTrue(SegmentedSeries.source()
                .reference(2)
                .string(Tag.REFERENCED_FRAME_NUMBER)
                .isEmpty());
    }

    @Test
    void a_source_that_is_no_series_of_parallel_slices_is_refused() {
        DataSet image = SegmentedSeries.image();
        SliceStack stack = SegmentedSeries.stack();
        List<SliceKey> uids = SegmentedSeries.keys();
        assertThrows(IllegalArgumentException.class, () -> new SourceSeries(image, stack, uids.subList(0, 3)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SourceSeries(image, stack, Collections.nCopies(4, new SliceKey("2.25.1", 1))));
        DataSet without = SegmentedSeries.image().remove(Tag.FRAME_OF_REFERENCE_UID);
        assertThrows(IllegalArgumentException.class, () -> new SourceSeries(without, stack, uids));
        List<SlicePlane> planes = new ArrayList<>(stack.planes());
        planes.set(2, new SlicePlane(new Vector3(0, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, -1)));
        SliceStack turned = new SliceStack(stack.rows(), stack.columns(), stack.spacing(), stack.thicknessMm(), planes);
        assertThrows(IllegalArgumentException.class, () -> new SourceSeries(image, turned, uids));
    }

    @Test
    void what_was_not_drawn_by_hand_names_its_algorithm() {
        assertThrows(IllegalArgumentException.class, () -> SpineStructure.VERTEBRA.segment(Algorithm.AUTOMATIC, " "));
    }

    @Test
    void colours_are_stored_as_the_standard_scales_them() {
        assertArrayEquals(new int[] {0, 0x8080, 0xffff}, new CieLab(0, 0, 127).encoded());
        assertArrayEquals(new int[] {0xffff, 0, 0x8080}, new CieLab(100, -128, 0).encoded());
    }

    private static DataSet item(DataSet owner, int tag) {
        assertEquals(1, owner.items(tag).size());
        return owner.items(tag).get(0);
    }
}
