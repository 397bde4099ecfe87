package org.cordscope.learning.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cordscope.learning.Precision;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.onnx.OnnxFile.Array;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.weights.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are read back and computed by code of the test's own: OnnxFile, OnnxInterpreter. */
final class OnnxModelTest {
    private static final int SIZE = 32;

    @TempDir
    private Path folder = Path.of("");

    private OnnxFile exported(ModelFile model) throws IOException {
        Path file = folder.resolve("model.onnx");
        OnnxModel.write(model, file);
        return OnnxFile.of(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50"})
    void the_graph_computes_what_the_model_does(String trunk) throws IOException {
        ModelFile model = MadeModel.of(trunk, SIZE);
        OnnxFile onnx = exported(model);
        float[] image = MadeModel.image(SIZE, 1);
        Map<String, Array> computed = OnnxInterpreter.run(onnx, new Array(new int[] {1, 1, SIZE, SIZE}, image));
        Path file = folder.resolve("model.safetensors");
        model.write(file);
        try (TorchClassifier classifier = TorchClassifier.open(file, Precision.FLOAT32)) {
            SliceReading reading = classifier.read(List.of(image)).get(0);
            assertEquals(reading.logit(), only(computed, "logit"), 1e-4);
            assertEquals(reading.probability(), only(computed, "probability"), 1e-4);
            double calibrated = 1 / (1 + Math.exp(-reading.logit() / 1.75));
            assertEquals(calibrated, only(computed, "calibrated_probability"), 1e-4);
        }
    }

    private static double only(Map<String, Array> computed, String output) {
        Array value = Objects.requireNonNull(computed.get(output), output);
        assertEquals(1, value.values().length);
        return value.values()[0];
    }

    @Test
    void every_operator_takes_only_what_came_before() throws IOException {
        OnnxFile onnx = exported(MadeModel.of("resnet18", SIZE));
        Set<String> known = new HashSet<>(onnx.arrays.keySet());
        known.addAll(onnx.inputs);
        for (OnnxFile.Node node : onnx.nodes) {
            assertTrue(known.containsAll(node.inputs()), node.toString());
            assertTrue(known.add(node.output()), "named twice: " + node.output());
        }
        assertTrue(known.containsAll(onnx.outputs));
    }

    @Test
    void input_outputs_and_metadata_are_as_documented() throws IOException {
        ModelFile model = MadeModel.of("resnet18", SIZE);
        OnnxFile onnx = exported(model);
        assertEquals(List.of("slice"), onnx.inputs);
        assertEquals(List.of("batch", 1L, (long) SIZE, (long) SIZE), onnx.shapes.get("slice"));
        assertEquals(List.of("logit", "probability", "calibrated_probability"), onnx.outputs);
        assertEquals(List.of("batch", 1L), onnx.shapes.get("logit"));
        assertEquals(17, onnx.opset);
        model.metadata().forEach((key, value) -> assertEquals(value, onnx.properties.get(key)));
        assertEquals(model.weightsSha256(), onnx.properties.get("weights_sha256"));
    }
}
