package org.cordscope.learning.cord;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordscope.learning.Precision;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CordModelTest {
    @TempDir
    Path folder;

    private static CordModel model() {
        return new CordModel(
                CordRecipe.defaults(Precision.BFLOAT16).withSeed(7),
                Map.of(
                        "a", Weight.of(new float[] {0.1f, -2, 3e-6f, 70000}, List.of(2L, 2L)),
                        "b", Weight.of(new float[] {0.1f}, List.of(1L))),
                new CordModel.Decision(
                        new DecisionThreshold(0.4, "test"), new TemperatureScaling(2, "test"), MeasureJudge.none()),
                "# Card");
    }

    @Test
    void a_model_comes_back_from_its_file_with_filters_in_half_precision() throws IOException {
        Path file = folder.resolve("m.safetensors");
        model().write(file);
        CordModel read = CordModel.read(file);
        assertEquals(model().recipe(), read.recipe());
        assertEquals(model().decision(), read.decision());
        assertEquals("# Card", read.card());
        assertTrue(CordModel.claims(file));
        float[] filters = Objects.requireNonNull(read.weights().get("a")).floats();
        assertArrayEquals(new float[] {0.1f, -2, 3e-6f}, java.util.Arrays.copyOf(filters, 3), 5e-5f);
        assertEquals(Float.POSITIVE_INFINITY, filters[3]);
        assertEquals(0.1f, Objects.requireNonNull(read.weights().get("b")).floats()[0]);
        read.write(folder.resolve("again.safetensors"));
        assertEquals(-1, Files.mismatch(file, folder.resolve("again.safetensors")));
        assertEquals(read.sha256(), CordModel.read(file).sha256());
    }

    @Test
    void a_threshold_of_scans_is_kept_and_files_without_keep_their_hash() throws IOException {
        Path file = folder.resolve("m.safetensors");
        DecisionThreshold ofScans = new DecisionThreshold(0.6, "test");
        CordModel decided = model().withDecision(model().decision().withScanThreshold(ofScans));
        decided.write(file);
        assertEquals(ofScans, CordModel.read(file).decision().scanThreshold());
        assertNotEquals(model().sha256(), decided.sha256());
        assertFalse(String.valueOf(model().metadata().get("decision")).contains("scan_threshold"));
    }

    @Test
    void the_part_of_measures_is_kept_and_files_of_half_and_half_keep_their_hash() throws IOException {
        Path file = folder.resolve("m.safetensors");
        MeasureJudge measures = new MeasureJudge(-1, -0.2, 0, 0.1, 0.3, 1.1);
        CordModel half = model().withDecision(model().decision().withMeasures(measures));
        CordModel third = model().withDecision(model().decision().withMeasures(measures.withShare(0.3)));
        third.write(file);
        assertEquals(0.3, CordModel.read(file).decision().measures().share());
        assertFalse(String.valueOf(half.metadata().get("decision")).contains("share"));
        half.write(file);
        assertEquals(half.decision(), CordModel.read(file).decision());
        assertThrows(IllegalArgumentException.class, () -> measures.withShare(1));
    }

    @Test
    void every_half_precision_number_survives_rounding() {
        java.nio.ByteBuffer bits = java.nio.ByteBuffer.allocate(2 * 63488).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 65536; i++) {
            if ((i >> 10 & 0x1f) != 0x1f) {
                bits.putShort((short) i);
            }
        }
        Weight all = new Weight(org.cordscope.learning.weights.ElementType.F16, List.of(63488L), bits.flip());
        Weight again = Weight.half(all.floats(), List.of(63488L));
        assertEquals(all.bytes(), again.bytes());
    }

    @Test
    void other_files_are_refused_in_a_sentence() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Files.write(file, new byte[100]);
        assertFalse(CordModel.claims(file));
        UserFacingException damaged = assertThrows(UserFacingException.class, () -> CordModel.read(file));
        assertTrue(String.valueOf(damaged.getMessage()).contains("x.safetensors"));
        assertThrows(UserFacingException.class, () -> CordModel.read(folder.resolve("none")));
        new org.cordscope.learning.weights.SafeTensors(Map.of("format", "cordscope-model 2"), Map.of()).write(file);
        UserFacingException other = assertThrows(UserFacingException.class, () -> CordModel.read(file));
        assertTrue(String.valueOf(other.getMessage()).contains("cordscope-model 2"));
    }
}
