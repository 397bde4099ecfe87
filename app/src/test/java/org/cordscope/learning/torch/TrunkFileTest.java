package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.Network;
import org.cordscope.learning.weights.ElementType;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.TorchFileWriter;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrunkFileTest {
    @TempDir
    private Path folder = Path.of("");

    private String problem(Map<String, List<Long>> shapes) throws IOException {
        return problem(TorchFileWriter.archive(folder.resolve("w.pth"), shapes));
    }

    private static String problem(Path file) {
        return String.valueOf(assertThrows(UserFacingException.class, () -> TrunkFile.read(file))
                .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet34", "resnet50"})
    void a_file_is_known_by_its_names_and_shapes_in_either_layout_and_whatever_it_is_called(String trunk)
            throws IOException {
        Map<String, List<Long>> shapes = TrunkShapes.of(trunk);
        TrunkFile archive = TrunkFile.read(TorchFileWriter.archive(folder.resolve("a.safetensors"), shapes));
        assertEquals(trunk, archive.architecture());
        assertEquals(shapes.size(), archive.weights().size());
        assertEquals(
                trunk,
                TrunkFile.read(TorchFileWriter.stream(folder.resolve("b"), shapes))
                        .architecture());
    }

    @Test
    void the_published_resnet50_has_267_arrays() {
        assertEquals(267, TrunkShapes.of("resnet50").size());
    }

    @Test
    void safetensors_with_counters_and_another_classifier_are_taken() throws IOException {
        Map<String, Weight> weights = new LinkedHashMap<>();
        TrunkShapes.of("resnet18").forEach((name, shape) -> weights.put(name, zeros(ElementType.F16, shape)));
        weights.put("bn1.num_batches_tracked", zeros(ElementType.I64, List.of()));
        weights.put("fc.weight", zeros(ElementType.F32, List.of(3L, 512L)));
        Path file = folder.resolve("timm.pth");
        new SafeTensors(Map.of(), weights).write(file);
        assertEquals("resnet18", TrunkFile.read(file).architecture());

        weights.put("conv1.weight", zeros(ElementType.I8, List.of(64L, 3L, 7L, 7L)));
        Weight nan = Weight.of(new float[64], List.of(64L));
        nan.bytes().putInt(0, Float.floatToIntBits(Float.NaN));
        weights.put("bn1.bias", nan);
        new SafeTensors(Map.of(), weights).write(file);
        assertEquals(
                "Initial weights timm.pth are not those of a resnet18: conv1.weight (I8, not floating-point numbers),"
                        + " bn1.bias (holds infinite values or NaN).",
                problem(file));
    }

    private static Weight zeros(ElementType type, List<Long> shape) {
        long elements = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        return new Weight(type, shape, ByteBuffer.allocate(Math.toIntExact(type.bytes() * elements)));
    }

    @Test
    void what_is_missing_unknown_or_of_another_shape_is_named_against_the_nearest_network() throws IOException {
        Map<String, List<Long>> shapes = TrunkShapes.of("resnet50");
        shapes.remove("bn1.weight");
        shapes.put("layer1.0.conv1.weight", List.of(128L, 64L, 1L, 1L));
        shapes.put("layer3.6.conv1.weight", List.of(1L));
        assertEquals(
                "Initial weights w.pth are not those of a resnet50: bn1.weight (missing),"
                        + " layer1.0.conv1.weight [128, 64, 1, 1] instead of [64, 64, 1, 1],"
                        + " layer3.6.conv1.weight (unknown).",
                problem(shapes));
    }

    @Test
    void a_deeper_network_does_not_pass_for_a_shallower_one() throws IOException {
        Path file = TorchFileWriter.archive(folder.resolve("w.pth"), TrunkShapes.of("resnet34"));
        ResNetPlan shallow = ResNetPlan.of(new Network("resnet18", false, List.of(8), 0));
        String problem =
                String.valueOf(assertThrows(UserFacingException.class, () -> TrunkFile.read(file, shallow, "resnet18"))
                        .getMessage());
        assertEquals(
                "Initial weights w.pth are not those of a resnet18: layer1.2.conv1.weight (unknown),"
                        + " layer1.2.bn1.weight (unknown), layer1.2.bn1.bias (unknown), layer1.2.bn1.running_mean"
                        + " (unknown), layer1.2.bn1.running_var (unknown) and 75 more.",
                problem);
    }

    @Test
    void strangers_are_named_by_their_first_array() throws IOException {
        assertEquals(
                "Initial weights w.pth are not those of a resnet18: no name is known, the first is"
                        + " module.conv1.weight.",
                problem(Map.of("module.conv1.weight", List.of(64L, 3L, 7L, 7L))));
        assertEquals("Initial weights w.pth are not those of a resnet18: the file holds no tensor.", problem(Map.of()));
    }

    @Test
    void a_file_that_is_no_weights_is_refused_in_a_sentence() throws IOException {
        Path page = Files.writeString(folder.resolve("page.pth"), "<html>Please log in</html>");
        assertEquals("Initial weights page.pth cannot be used: neither a ZIP archive nor a pickle.", problem(page));
        assertEquals(
                "Initial weights empty.pth cannot be used: neither a ZIP archive nor a pickle.",
                problem(Files.createFile(folder.resolve("empty.pth"))));
    }
}
