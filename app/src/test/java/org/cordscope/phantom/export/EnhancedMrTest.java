package org.cordscope.phantom.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomScan;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.phantom.rendering.Examination;
import org.cordscope.study.Acquisition;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in an enhanced MR image, and what Cordscope reads of unusual ones. */
final class EnhancedMrTest {
    private static final Examination EXAMINATION = BlackImages.examination(1);

    @TempDir
    Path folder;

    private ScanDecision decision(List<DataSet> images) throws IOException {
        Path file = folder.resolve("enhanced");
        DicomWriter.write(file, new DicomObject(new DataSet(), EnhancedMr.of(images, "2.25.7")));
        List<InstanceHeader> headers = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        DicomScan.scan(List.of(file), Progress.NONE, DicomScan.Sink.into(headers, rejected));
        assertEquals(List.of(), rejected);
        return SeriesChoice.choose(headers, SeriesRules.defaults()).get(0);
    }

    @Test
    void what_all_frames_have_alike_is_shared_and_the_rest_is_not() {
        DataSet axial = EnhancedMr.of(BlackImages.axial(EXAMINATION), "2.25.7");
        DataSet shared = axial.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).get(0);
        DataSet frame = axial.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).get(0);
        assertTrue(shared.contains(Tag.PIXEL_MEASURES_SEQUENCE));
        assertTrue(shared.contains(Tag.MR_ECHO_SEQUENCE));
        assertTrue(shared.contains(Tag.PLANE_ORIENTATION_SEQUENCE));
        assertTrue(frame.contains(Tag.PLANE_POSITION_SEQUENCE));
        assertTrue(frame.contains(Tag.FRAME_CONTENT_SEQUENCE));
        assertTrue(frame.tags().stream().noneMatch(shared::contains));

        DataSet localizer = EnhancedMr.of(BlackImages.localizer(EXAMINATION), "2.25.7");
        assertTrue(localizer
                .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
                .get(0)
                .contains(Tag.PLANE_ORIENTATION_SEQUENCE));
        assertEquals("LOCALIZER", localizer.strings(Tag.IMAGE_TYPE).get(2));
    }

    @Test
    void each_orientation_is_a_stack_that_counts_along_its_normal() {
        List<DataSet> images = BlackImages.localizer(EXAMINATION);
        List<DataSet> frames = EnhancedMr.of(images, "2.25.7").items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        Map<String, Map<Integer, Double>> stacks = new HashMap<>();
        for (int i = 0; i < frames.size(); i++) {
            DataSet content = frames.get(i).items(Tag.FRAME_CONTENT_SEQUENCE).get(0);
            String stack = content.string(Tag.STACK_ID).orElseThrow();
            int place = content.integer(Tag.IN_STACK_POSITION_NUMBER).orElseThrow();
            assertArrayEquals(
                    new double[] {Double.parseDouble(stack), place}, content.decimals(Tag.DIMENSION_INDEX_VALUES));
            var plane = new ClassicMr(images.get(i)).plane();
            stacks.computeIfAbsent(stack, s -> new TreeMap<>())
                    .put(place, plane.position().dot(plane.normal()));
        }
        assertEquals(Set.of("1", "2", "3"), stacks.keySet());
        assertEquals(images.size(), stacks.values().stream().mapToInt(Map::size).sum());
        for (Map<Integer, Double> places : stacks.values()) {
            List<Double> along = List.copyOf(places.values());
            assertEquals(along.stream().sorted().toList(), along);
            assertEquals(IntStream.rangeClosed(1, along.size()).boxed().toList(), List.copyOf(places.keySet()));
        }
    }

    @Test
    void three_angled_blocks_are_three_stacks_and_three_slabs() throws IOException {
        Examination examination = BlackImages.examination(3);
        ScanDecision decision = decision(BlackImages.axial(examination));
        assertEquals("axial T2-weighted, not fat-saturated", decision.reason());
        assertEquals(
                IntStream.iterate(examination.axial().count(), frame -> frame >= 1, frame -> frame - 1)
                        .boxed()
                        .toList(),
                decision.slices().stream().map(slice -> slice.frame().frame()).toList());
        assertEquals(
                3, decision.slices().stream().map(SliceRef::slab).distinct().count());
        assertEquals(
                Set.of("1", "2", "3"),
                decision.slices().stream()
                        .map(slice -> slice.frame().acquisition().stackId())
                        .collect(Collectors.toSet()));
    }

    @Test
    void two_echoes_at_one_place_are_mixed_and_each_frame_says_its_own() {
        DataSet late = BlackImages.axial(EXAMINATION).get(0);
        DataSet early = late.copy().set(Tag.ECHO_TIME, Vr.DS, 15);
        DataSet data = EnhancedMr.of(List.of(early, late), "2.25.7");
        assertEquals(List.of("ORIGINAL", "PRIMARY", "MIXED", "NONE"), data.strings(Tag.IMAGE_TYPE));
        assertEquals("MIXED", data.string(Tag.ACQUISITION_CONTRAST).orElseThrow());
        List<DataSet> frames = data.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        assertEquals(
                List.of("PROTON_DENSITY", "T2"),
                frames.stream()
                        .map(frame ->
                                frame.items(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE).get(0))
                        .map(type -> type.string(Tag.ACQUISITION_CONTRAST).orElseThrow())
                        .toList());
        for (DataSet frame : frames) {
            assertTrue(frame.contains(Tag.MR_ECHO_SEQUENCE));
            DataSet content = frame.items(Tag.FRAME_CONTENT_SEQUENCE).get(0);
            assertEquals(1, content.integer(Tag.IN_STACK_POSITION_NUMBER).orElseThrow());
        }
    }

    @Test
    void inversion_is_read_with_its_time() throws IOException {
        List<DataSet> images = BlackImages.axial(EXAMINATION).stream()
                .map(image -> image.copy()
                        .set(Tag.SCANNING_SEQUENCE, Vr.CS, "SE", "IR")
                        .set(Tag.INVERSION_TIME, Vr.DS, 160))
                .toList();
        ScanDecision decision = decision(images);
        assertEquals("inversion recovery (STIR or FLAIR)", decision.reason());
        Acquisition acquisition = decision.instances().get(0).frames().get(0).acquisition();
        assertEquals(160.0, acquisition.inversionTimeMs());
        assertEquals("STIR", acquisition.imageType().get(2));
    }

    @Test
    void images_that_are_not_of_one_series_are_refused() {
        List<DataSet> images = BlackImages.axial(EXAMINATION).subList(0, 2);
        List<DataSet> sizes = List.of(images.get(0), images.get(1).copy().set(Tag.ROWS, Vr.US, 16));
        List<DataSet> series =
                List.of(images.get(0), images.get(1).copy().set(Tag.SERIES_INSTANCE_UID, Vr.UI, "2.25.9"));
        List<DataSet> empty = List.of(images.get(0), images.get(1).copy().remove(Tag.PIXEL_DATA));
        for (List<DataSet> wrong : List.of(List.<DataSet>of(), sizes, series, empty)) {
            assertThrows(IllegalArgumentException.class, () -> EnhancedMr.of(wrong, "2.25.7"));
        }
    }
}
