package org.cordscope.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SliceStack;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes as written against a reading of nifti1.h and of DICOM's plane equation in another language. */
@Tag("interop")
final class NiftiWriterInteropTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void sform_and_qform_put_every_voxel_where_dicom_does() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 12; i++) {
            SliceStack stack =
                    i % 2 == 0 ? ObliqueStack.random(random) : ObliqueStack.axial(0.03 * i, 0.07 * i - 0.3, 6.5 - i);
            short[] voxels = NiftiWriterTest.voxels(stack);
            Path file = folder.resolve(i + ".nii.gz");
            NiftiWriter.writeScalars(file, stack, voxels);
            JsonNode read = read(file, stack);
            assertTrue(read.get("sform").asDouble() < 1e-4, read.get("sform")::toString);
            assertTrue(read.get("qform").asDouble() < 0.02, read.get("qform")::toString);
            assertEquals("[1,1]", read.get("codes").toString());
            assertEquals("[1.0,0.0]", read.get("scaling").toString());
            assertEquals(0, read.get("rest").asInt());
            assertEquals(JSON.valueToTree(voxels).toString(), read.get("values").toString());
        }
    }

    @Test
    void labels_are_bytes_in_the_order_of_the_slices() throws Exception {
        SliceStack stack = ObliqueStack.axial(0, 0.2, -3);
        byte[] labels = new byte[stack.columns() * stack.rows() * stack.count()];
        new Random(3).nextBytes(labels);
        Path file = folder.resolve("labels.nii.gz");
        NiftiWriter.writeLabels(file, stack, labels);
        JsonNode read = read(file, stack);
        assertEquals("[3,12,9,5,1,1,1,1]", read.get("dim").toString());
        assertEquals(8, read.get("bits").asInt());
        for (int i = 0; i < labels.length; i++) {
            assertEquals(labels[i] & 0xff, read.get("values").get(i).asInt());
        }
    }

    private static JsonNode read(Path file, SliceStack stack) throws Exception {
        SlicePlane first = stack.planes().get(0);
        Vector3 r = first.row();
        Vector3 c = first.column();
        Map<String, Object> geometry = Map.of(
                "orientation", List.of(r.x(), r.y(), r.z(), c.x(), c.y(), c.z()),
                "spacing", List.of(stack.spacing().rowMm(), stack.spacing().columnMm()),
                "positions",
                        stack.planes().stream()
                                .map(SlicePlane::position)
                                .map(p -> List.of(p.x(), p.y(), p.z()))
                                .toList());
        Path script = Path.of(Objects.requireNonNull(NiftiWriterInteropTest.class.getResource("nifti_places.py"))
                .toURI());
        Process python = new ProcessBuilder("/usr/bin/python3", script.toString(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = python.getOutputStream()) {
            JSON.writeValue(out, geometry);
        }
        JsonNode read = JSON.readTree(python.getInputStream());
        assertEquals(0, python.waitFor());
        return read;
    }
}
