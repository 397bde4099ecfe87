package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.cordscope.cli.coding.Int8Warning;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.learning.weights.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model prepared for eight bits. */
final class QuantiseCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_model_of_a_run_codes_in_eight_bits_where_the_processor_can() throws IOException {
        PhantomStudy study = PhantomStudy.in(folder, 3);
        study.trainQuickly();
        Console quantised = study.run("model", "quantise", "--json");
        if (quantised.problem().contains("VNNI") || quantised.problem().contains("caches")) {
            assertEquals(1, quantised.exit());
            return;
        }
        assertEquals(0, quantised.exit(), quantised.err());
        JsonNode told = quantised.json();
        assertTrue(told.path("compared_slices").asInt() > 0);
        assertTrue(told.path("percentile_99_difference").asDouble()
                <= told.path("largest_difference").asDouble());
        Path model = Path.of(told.path("model").asText());
        Quantisation kept = Objects.requireNonNull(ModelFile.read(model).quantisation());
        assertEquals(20, kept.limits().size());
        assertTrue(Console.done("model", "show", model).out().contains("mean of the largest magnitude"));

        Path coded = folder.resolve("coded");
        Path slice = study.cohort().resolve("dicom");
        Console.done("predict", slice, "--model", model, "--precision", "int8", "--out", coded);
        Console plain = Console.run(
                "predict",
                slice,
                "--model",
                model.resolveSibling("model.safetensors"),
                "--precision",
                "int8",
                "--out",
                coded);
        assertEquals(1, plain.exit());
        assertTrue(plain.problem().contains("has no limits for eight bits"), plain.err());
        Console shipped = Console.run("predict", slice, "--precision", "int8", "--out", coded);
        assertEquals(1, shipped.exit());
        assertTrue(shipped.problem().contains("no form in eight bits"), shipped.err());
    }

    @Test
    void a_model_that_eight_bits_change_is_warned_of() {
        Quantisation.Check near = new Quantisation.Check(2, 80, 0.04, 0.02, 0.95, 0.949);
        assertTrue(near.held());
        assertFalse(new Quantisation.Check(2, 80, 0.04, 0.02, 0.95, 0.947).held());
        Quantisation.Check far = new Quantisation.Check(2, 80, 0.4, 0.06, null, null);
        assertFalse(far.held());
        assertEquals(
                "eight bits are not near enough to float32 (on 80 slices the 99th percentile of the differences in"
                        + " probability is 0.060). Leave out --precision int8.",
                Int8Warning.words(far));
    }
}
