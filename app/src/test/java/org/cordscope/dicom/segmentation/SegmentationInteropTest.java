package org.cordscope.dicom.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.cordscope.dicom.segmentation.Segment.Algorithm;
import org.cordscope.study.SliceKey;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segmentations as written against dciodvfy and pydicom. */
@Tag("interop")
final class SegmentationInteropTest {

    /** Concepts that PS3.16 does not list, from elsewhere in SNOMED CT. */
    private static final List<String> NOT_LISTED = List.of("360499006", "37554007");

    @TempDir
    Path folder;

    @Test
    void dciodvfy_finds_no_error_and_nothing_to_warn_of() throws Exception {
        Path file = write(SegmentedSeries.SEGMENTS, SegmentedSeries::mask);
        Process process = new ProcessBuilder("dciodvfy", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertEquals("Segmentation\n", said);
    }

    @Test
    void pydicom_reads_the_masks_that_were_given() throws Exception {
        JsonNode read = pydicom(write(SegmentedSeries.SEGMENTS, SegmentedSeries::mask));
        assertEquals("BINARY", read.get("type").asText());
        assertEquals(9, read.get("frames").size());
        for (JsonNode frame : read.get("frames")) {
            int slice = SegmentedSeries.source()
                    .slices()
                    .indexOf(new SliceKey(frame.get("source").asText(), 1));
            BitSet mask = SegmentedSeries.mask(frame.get("segment").asInt() - 1, slice);
            assertEquals(
                    Arrays.toString(mask.stream().toArray()).replace(" ", ""),
                    frame.get("set").toString());
            Vector3 position = SegmentedSeries.stack().planes().get(slice).position();
            assertEquals(position.x(), frame.get("position").get(0).asDouble(), 1e-9);
            assertEquals(position.y(), frame.get("position").get(1).asDouble(), 1e-9);
            assertEquals(position.z(), frame.get("position").get(2).asDouble(), 1e-9);
        }
    }

    @Test
    void codes_are_those_of_the_standard_but_for_two() throws Exception {
        List<Segment> all = Arrays.stream(SpineStructure.values())
                .map(structure -> structure.segment(Algorithm.AUTOMATIC, "Phantom"))
                .toList();
        JsonNode codes = pydicom(write(all, (segment, slice) -> SegmentedSeries.mask(1, slice)))
                .get("codes");
        Map<String, Boolean> unlisted = new TreeMap<>();
        codes.fieldNames()
                .forEachRemaining(code -> unlisted.put(code, codes.get(code).asBoolean()));
        unlisted.values().removeIf(listed -> listed);
        assertEquals(NOT_LISTED, List.copyOf(unlisted.keySet()));
        assertEquals(8, codes.size());
    }

    private Path write(List<Segment> segments, Masks masks) throws Exception {
        Path file = folder.resolve("seg.dcm");
        SegmentationWriter.write(file, SegmentedSeries.source(), segments, masks, SegmentedSeries.series());
        return file;
    }

    private static JsonNode pydicom(Path file) throws Exception {
        Path script =
                Path.of(Objects.requireNonNull(SegmentationInteropTest.class.getResource("segmentation_frames.py"))
                        .toURI());
        Process python = new ProcessBuilder("/usr/bin/python3", script.toString(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        JsonNode read = new ObjectMapper().readTree(python.getInputStream());
        assertEquals(0, python.waitFor());
        return read;
    }
}
