package org.cordscope.learning.initial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordscope.learning.torch.TrunkShapes;
import org.cordscope.learning.weights.ElementType;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.TorchFileWriter;
import org.cordscope.learning.weights.Weight;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightsFolderTest {
    private static final String TIME = "2026-11-25T10:00:00Z";

    @TempDir
    private Path place = Path.of("");

    private WeightsFolder folder = new WeightsFolder(place, Clock.systemUTC());
    private Path file = Path.of("");

    @BeforeEach
    void make() throws IOException {
        folder = new WeightsFolder(place.resolve("weights"), Clock.fixed(Instant.parse(TIME), ZoneOffset.UTC));
        file = TorchFileWriter.archive(place.resolve("mine.pth"), TrunkShapes.of("resnet18"));
    }

    private String problem(String name) {
        return String.valueOf(assertThrows(UserFacingException.class, () -> folder.add(file, name))
                .getMessage());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.root())) {
            return files.map(found -> String.valueOf(found.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void the_folder_follows_the_variables_of_the_environment() {
        Path home = Path.of("/home/me");
        assertEquals(Path.of("/home/me/.local/share/cordscope/weights"), WeightsFolder.standardRoot(Map.of(), home));
        Map<String, String> environment = new LinkedHashMap<>(Map.of("XDG_DATA_HOME", "/data"));
        assertEquals(Path.of("/data/cordscope/weights"), WeightsFolder.standardRoot(environment, home));
        environment.put("CORDSCOPE_HOME", "/shared/cordscope");
        assertEquals(Path.of("/shared/cordscope/weights"), WeightsFolder.standardRoot(environment, home));
        assertEquals(
                Path.of("/home/me/.local/share/cordscope/weights"),
                WeightsFolder.standardRoot(Map.of("XDG_DATA_HOME", "relative", "CORDSCOPE_HOME", ""), home));
    }

    @Test
    void what_was_added_is_listed_with_its_side_car() throws IOException {
        StoredWeights stored = folder.add(file, null);
        assertEquals(
                new StoredWeights(
                        "mine", "mine.pth", "resnet18", 102, Files.size(file), Sha256.ofFile(file), "mine.pth", TIME),
                stored);
        assertEquals(List.of(stored), folder.list());
        assertTrue(folder.isWhole(stored));
        assertEquals(List.of("mine.json", "mine.pth"), names());
        assertEquals(-1, Files.mismatch(file, folder.file("mine")));
        assertEquals(stored, folder.add(file, "mine"));
    }

    @Test
    void a_name_leads_to_the_file_in_the_folder_and_all_else_is_a_path() throws IOException {
        folder.add(file, "other");
        assertEquals(folder.root().resolve("other.pth"), folder.file("other"));
        assertEquals(Path.of("mine.pth"), folder.file("mine.pth"));
        assertEquals(Path.of("../weights/other"), folder.file("../weights/other"));
        assertEquals(Optional.empty(), folder.find("absent"));
    }

    @Test
    void both_layouts_of_torch_and_safetensors_are_taken() throws IOException {
        folder.add(TorchFileWriter.stream(place.resolve("old.pth"), TrunkShapes.of("resnet34")), null);
        Map<String, Weight> weights = new LinkedHashMap<>();
        TrunkShapes.of("resnet18").forEach((name, shape) -> {
            long elements = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
            weights.put(name, new Weight(ElementType.BF16, shape, ByteBuffer.allocate(Math.toIntExact(2 * elements))));
        });
        Path timm = place.resolve("model.safetensors");
        new SafeTensors(Map.of(), weights).write(timm);
        folder.add(timm, "timm");
        assertEquals(
                List.of("old resnet34", "timm resnet18"),
                folder.list().stream()
                        .map(w -> w.name() + " " + w.architecture())
                        .toList());
        assertEquals(List.of("old.json", "old.pth", "timm.json", "timm.safetensors"), names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "", "../x", "a b", ".hidden", "-x"})
    void a_name_that_could_be_misread_is_refused(String name) {
        assertEquals("Weights cannot be called \"" + name + "\"", problem(name));
        assertFalse(Files.exists(folder.root()));
    }

    @Test
    void a_published_name_is_only_for_the_published_file() {
        assertEquals(
                "The name resnet18-imagenet is kept for the published file, and this is another (SHA-256 differs)",
                problem("resnet18-imagenet"));
    }

    @Test
    void other_weights_do_not_take_the_place_of_those_that_are_there() throws IOException {
        StoredWeights first = folder.add(file, "mine");
        TorchFileWriter.archive(file, TrunkShapes.of("resnet50"));
        assertEquals("There are other weights called mine already", problem("mine"));
        assertEquals(List.of(first), folder.list());
        assertTrue(folder.isWhole(first));
    }

    @Test
    void a_file_that_fits_no_network_is_not_taken() throws IOException {
        TorchFileWriter.archive(file, Map.of("features.0.weight", List.of(64L, 3L, 3L, 3L)));
        assertEquals(
                "Initial weights mine.pth are not those of a resnet18: no name is known, the first is"
                        + " features.0.weight.",
                problem("mine"));
        assertFalse(Files.exists(folder.root()));
    }

    @Test
    void what_is_damaged_is_said() throws IOException {
        StoredWeights stored = folder.add(file, "mine");
        Files.write(folder.file("mine"), new byte[1]);
        assertFalse(folder.isWhole(stored));
        Path sideCar = folder.root().resolve("mine.json");
        for (String text : List.of("{", "{}", Files.readString(sideCar).replace("\"mine", "\"other"))) {
            Files.writeString(sideCar, text);
            String problem = String.valueOf(
                    assertThrows(UserFacingException.class, folder::list).getMessage());
            assertEquals("The side-car " + sideCar + " is damaged", problem);
        }
    }

    @Test
    void a_folder_that_is_not_there_lists_nothing() throws IOException {
        assertEquals(List.of(), folder.list());
    }
}
