package org.cordscope.learning.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.FeatureReference;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.trust.Neighbours;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.learning.trust.TrainingSummary;
import org.cordscope.learning.trust.TrainingSummary.PartCount;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFileTest {
    /** As version 1 of the format was written. */
    private static final String EARLIER_RECIPE = """
            {"network":{"trunk":"resnet18","stride_in_first":false,"hidden":[256],"dropout":0.3},\
            "preprocessing":{"size":128,"field_of_view_mm":80.0,"low_percentile":0.5,"high_percentile":99.5},\
            "initial_weights":"random","initial_weights_sha256":null,"learning_rate":3.0E-4,"beta1":0.9,"batch":32,\
            "positive_weight":null,"minimum_epochs":8,"maximum_epochs":16,"patience":4,"augmentation":true,\
            "precision":"FLOAT32","seed":1}""";

    private static final Map<String, Weight> WEIGHTS = Map.of("a", Weight.of(new float[] {1, 2}, List.of(2L)));
    private static final ModelRecord RECORD = new ModelRecord(
            new TrainingSummary(
                    "quick",
                    10,
                    7,
                    0.25,
                    0.9,
                    null,
                    new PartCount(9, 180, 40),
                    new PartCount(3, 60, 12),
                    "ab12",
                    null,
                    Map.of("java", "17", "cordscope", "0.1.0")),
            new DecisionThreshold(0.4375, "largest Youden index on 60 validation slices"),
            new TemperatureScaling(1.5, "maximum likelihood on 60 validation slices"),
            new FeatureReference(
                    new Neighbours(2, new float[] {0.6f, 0.8f}, 3.5),
                    new Neighbours(1, new float[] {1, 1}, 2),
                    0.99,
                    3),
            "# Card\n\n- \"quoted\"\n");

    @TempDir
    private Path folder = Path.of("");

    private Path written(ModelFile model) throws IOException {
        Path file = folder.resolve("model.safetensors");
        model.write(file);
        return file;
    }

    private static Recipe recipe() {
        return Recipe.quick(Precision.FLOAT32, 1);
    }

    @Test
    void a_model_is_read_as_it_was_written() throws IOException {
        ModelFile read = ModelFile.read(written(new ModelFile(recipe(), WEIGHTS, RECORD)));
        assertEquals(recipe(), read.recipe());
        assertEquals(WEIGHTS.keySet(), read.weights().keySet());
        ModelRecord record = Objects.requireNonNull(read.record());
        assertEquals(RECORD.training(), record.training());
        assertEquals(RECORD.threshold(), record.threshold());
        assertEquals(RECORD.calibration(), record.calibration());
        assertEquals(RECORD.card(), record.card());
        FeatureReference reference = Objects.requireNonNull(record.reference());
        assertArrayEquals(new float[] {0.6f, 0.8f}, reference.features().points());
        assertEquals(3.5, reference.features().limit());
        assertEquals(2, reference.pictures().count());
        assertEquals(3, reference.patients());
    }

    @Test
    void what_eight_bits_need_is_read_as_it_was_written() throws IOException {
        Quantisation.Check check = new Quantisation.Check(3, 60, 0.03, 0.02, 0.9375, null);
        Quantisation quantisation =
                Quantisation.of("for a test", 9, 180, Map.of("conv1", 2.5)).withCheck(check);
        ModelFile written = new ModelFile(recipe(), WEIGHTS, RECORD).withQuantisation(quantisation);
        assertEquals(
                quantisation,
                Objects.requireNonNull(ModelFile.read(written(written)).quantisation()));
        assertNull(ModelFile.read(written(new ModelFile(recipe(), WEIGHTS, RECORD)))
                .quantisation());
        assertThrows(IllegalArgumentException.class, () -> Quantisation.of("none", 1, 1, Map.of("conv1", 0.0)));
    }

    @Test
    void the_same_model_is_the_same_file() throws IOException {
        String first = Sha256.ofFile(written(new ModelFile(recipe(), WEIGHTS, RECORD)));
        assertEquals(first, Sha256.ofFile(written(ModelFile.read(folder.resolve("model.safetensors")))));
    }

    @Test
    void the_hash_of_the_weights_follows_nothing_else() throws IOException {
        ModelFile plain = new ModelFile(recipe(), WEIGHTS);
        assertEquals(plain.weightsSha256(), plain.withRecord(RECORD).weightsSha256());
        Map<String, Weight> other = Map.of("a", Weight.of(new float[] {1, 3}, List.of(2L)));
        assertNotEquals(plain.weightsSha256(), new ModelFile(recipe(), other).weightsSha256());
    }

    @Test
    void a_file_of_the_earlier_format_still_loads() throws IOException {
        Path file = folder.resolve("old.safetensors");
        Map<String, String> metadata = Map.of("format", "cordscope-model 1", "recipe", EARLIER_RECIPE);
        new SafeTensors(metadata, WEIGHTS).write(file);
        ModelFile read = ModelFile.read(file);
        assertEquals("resnet18", read.recipe().network().trunk());
        assertNull(read.record());
    }

    @Test
    void what_is_wrong_with_a_file_is_one_sentence() throws IOException {
        Map<String, String> whole = new ModelFile(recipe(), WEIGHTS, RECORD).metadata();
        assertEquals(
                "its metadata 'threshold' is not usable",
                problem(with(whole, "threshold", "{\"value\":2,\"chosen\":\"x\"}")));
        assertEquals("its metadata 'calibration' is not usable", problem(with(whole, "calibration", "{")));
        assertEquals("the arrays of its reference are missing", problem(whole));
    }

    @Test
    void weights_of_others_and_later_formats_are_named() throws IOException {
        Path file = folder.resolve("other.safetensors");
        new SafeTensors(Map.of(), WEIGHTS).write(file);
        assertTrue(message(file).contains("was not trained by Cordscope"), message(file));
        new SafeTensors(Map.of("format", "cordscope-model 3"), WEIGHTS).write(file);
        assertTrue(message(file).contains("has format \"cordscope-model 3\""), message(file));
        Files.write(file, new byte[] {1, 2, 3});
        assertTrue(message(file).contains("too short for safetensors"), message(file));
    }

    @Test
    void a_weight_that_is_no_number_is_refused() throws IOException {
        Path file = folder.resolve("damaged.safetensors");
        Weight damaged = Weight.of(new float[] {1, Float.NaN}, List.of(2L));
        new ModelFile(recipe(), Map.of("conv1.weight", damaged)).write(file);
        assertTrue(message(file).contains("not every weight of conv1.weight is a finite number"), message(file));
    }

    private static Map<String, String> with(Map<String, String> metadata, String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(metadata);
        changed.put(key, value);
        return changed;
    }

    private String problem(Map<String, String> metadata) throws IOException {
        Path file = folder.resolve("damaged.safetensors");
        new SafeTensors(metadata, WEIGHTS).write(file);
        String said = message(file);
        assertTrue(said.startsWith("Model damaged.safetensors is not a Cordscope model: "), said);
        return said.replaceAll("^[^:]*: |\\..*$", "").replaceAll("\\. Name .*", "");
    }

    private static String message(Path file) {
        return String.valueOf(assertThrows(UserFacingException.class, () -> ModelFile.read(file))
                .getMessage());
    }
}
