package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.learning.weights.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model prepared for eight bits. */
final class QuantiseCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static Console done(Object... arguments) {
        Console console = Console.run(arguments);
        assertEquals(0, console.exit(), console.err());
        return console;
    }

    @Test
    void the_model_of_a_run_codes_in_eight_bits_where_the_processor_can() throws IOException {
        Path study = folder.resolve("study");
        Path cohort = folder.resolve("cohort");
        done("phantom", "--patients", 3, "--matrix", 64, "--no-decoys", "--no-masks", "--out", cohort);
        done("init", study, "--seed", 1);
        done("import", cohort.resolve("dicom"), "--study", study);
        done("labels", "import", cohort.resolve("consensus.csv"), "--study", study);
        done("split", "--study", study);
        done(
                "train",
                "--preset",
                "quick",
                "--min-epochs",
                1,
                "--max-epochs",
                1,
                "--study",
                study,
                "--set",
                "preprocessing.size=32");

        Console quantised = Console.run("model", "quantise", "--study", study, "--json");
        if (quantised.problem().contains("VNNI") || quantised.problem().contains("caches")) {
            assertEquals(1, quantised.exit());
            return;
        }
        assertEquals(0, quantised.exit(), quantised.err());
        JsonNode told = new ObjectMapper().readTree(quantised.out());
        assertTrue(told.path("compared_slices").asInt() > 0);
        assertTrue(told.path("percentile_99_difference").asDouble()
                <= told.path("largest_difference").asDouble());
        Path model = Path.of(told.path("model").asText());
        Quantisation kept = Objects.requireNonNull(ModelFile.read(model).quantisation());
        assertEquals(20, kept.limits().size());
        assertTrue(done("model", "show", model).out().contains("mean of the largest magnitude"));

        Path coded = folder.resolve("coded");
        Path slice = cohort.resolve("dicom");
        done("predict", slice, "--model", model, "--precision", "int8", "--out", coded);
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
