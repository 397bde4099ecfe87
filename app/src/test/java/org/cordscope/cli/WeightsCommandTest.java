package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cordscope.learning.torch.TrunkShapes;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.TorchFileWriter;
import org.cordscope.provenance.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightsCommandTest {
    private static final String BY_HAND = "ownload https://download.pytorch.org/models/resnet18-f37072fd.pth by hand on"
            + " another machine, then: cordscope weights add FILE.";

    @TempDir
    private Path folder = Path.of("");

    private Console weights(Object... words) {
        return Console.run(Stream.concat(
                        Stream.of("weights"),
                        Stream.concat(Stream.of(words), Stream.of("--weights-folder", folder.resolve("weights"))))
                .toArray());
    }

    private Path file() throws IOException {
        return TorchFileWriter.archive(folder.resolve("mine.pth"), TrunkShapes.of("resnet18"));
    }

    private static JsonNode json(Console console) throws IOException {
        assertEquals(0, console.exit(), console.err());
        return new ObjectMapper().readTree(console.out());
    }

    @Test
    void a_file_is_added_and_listed() throws IOException {
        Console empty = weights("list");
        assertEquals(0, empty.exit());
        assertEquals("", empty.out());
        assertTrue(empty.err().contains("cordscope weights fetch resnet50-imagenet"), empty.err());

        Path file = file();
        String sha256 = Sha256.ofFile(file);
        assertEquals(
                "resnet18",
                json(weights("add", file, "--json")).path("architecture").asText());
        assertEquals(
                List.of(
                        "name  architecture       size  sha-256   from",
                        "mine  resnet18           5 MB  " + sha256.substring(0, 8) + "  mine.pth"),
                weights("list").out().lines().toList());
        JsonNode listed = json(weights("list", "--json"));
        assertEquals(sha256, listed.at("/weights/0/sha256").asText());
        assertTrue(listed.at("/weights/0/whole").asBoolean());
        Files.delete(folder.resolve("weights").resolve("mine.pth"));
        assertFalse(json(weights("list", "--json")).at("/weights/0/whole").asBoolean());
        assertTrue(weights("list").out().contains("damaged"));
    }

    @Test
    void a_file_that_cannot_be_used_is_named_with_the_remedy() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pth"), "no weights");
        Console console = weights("add", text);
        assertEquals(1, console.exit());
        assertEquals(
                "Initial weights text.pth cannot be used: neither a ZIP archive nor a pickle. Use a .safetensors file, or"
                        + " a .pth that holds nothing but a dictionary of tensors.",
                console.problem());
        Path missing = folder.resolve("missing.pth");
        assertEquals(
                missing + " does not exist. Check the path.",
                weights("add", missing).problem());
    }

    @Test
    void a_fetch_that_gets_something_else_or_nothing_says_how_to_do_it_by_hand() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/w.pth";
        Console page = weights("fetch", "resnet18-imagenet", "--from", address);
        assertEquals(1, page.exit());
        assertTrue(page.problem().startsWith("What 127.0.0.1 sent is not resnet18-imagenet (SHA-256 "), page.err());
        assertTrue(page.problem().endsWith(" instead of f37072fd...); it was deleted. D" + BY_HAND), page.err());
        server.stop(0);
        Console nobody = weights("fetch", "resnet18-imagenet", "--from", address);
        assertEquals(1, nobody.exit());
        assertEquals(
                "resnet18-imagenet cannot be downloaded: 127.0.0.1 cannot be reached (connection refused). D" + BY_HAND,
                nobody.problem());
    }

    @Test
    void a_name_that_nobody_publishes_is_wrong_usage_and_the_others_are_told() {
        Console console = weights("fetch", "vgg16");
        assertEquals(2, console.exit());
        assertEquals(
                "No weights are published as vgg16; there are resnet50-imagenet, resnet50-imagenet-v2,"
                        + " resnet34-imagenet, resnet18-imagenet.",
                console.problem());
    }

    @Test
    void training_starts_from_weights_by_their_name_and_records_their_hash() throws IOException {
        Path study = PhantomStudy.in(folder, 4).root();
        Path file = file();
        assertEquals(0, weights("add", file).exit());
        Console absent = train(study, "absent");
        assertEquals(1, absent.exit());
        assertEquals(
                "There are no initial weights absent. Name a file, or weights that cordscope weights list shows;"
                        + " cordscope weights fetch gets some.",
                absent.problem());
        Path wide = TorchFileWriter.archive(folder.resolve("wide.pth"), TrunkShapes.of("resnet50"));
        Console other = train(study, wide);
        assertTrue(other.problem().startsWith("Initial weights wide.pth are not those of a resnet18: "), other.err());
        try (Stream<Path> runs = Files.list(study.resolve("runs"))) {
            assertEquals(0, runs.count());
        }

        Console trained = train(study, "mine");
        Path model = Path.of(json(trained).at("/models/0/model").asText());
        assertEquals("mine", ModelFile.read(model).recipe().initialWeights());
        assertEquals(Sha256.ofFile(file), ModelFile.read(model).recipe().initialWeightsSha256());
    }

    private Console train(Path study, Object initial) {
        return Console.run(
                "train",
                "--preset",
                "quick",
                "--min-epochs",
                1,
                "--max-epochs",
                1,
                "--study",
                study,
                "--initial-weights",
                initial,
                "--weights-folder",
                folder.resolve("weights"),
                "--json");
    }
}
