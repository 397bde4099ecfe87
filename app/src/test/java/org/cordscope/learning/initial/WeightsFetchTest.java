package org.cordscope.learning.initial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.cordscope.learning.initial.FileServer.Then;
import org.cordscope.learning.torch.TrunkShapes;
import org.cordscope.learning.weights.TorchFileWriter;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightsFetchTest {
    private static final URI PUBLISHED = URI.create("http://weights.invalid/file");

    @TempDir
    private Path place = Path.of("");

    private WeightsFolder folder = new WeightsFolder(place, Clock.systemUTC());
    private PublishedWeights wanted = PublishedWeights.all().get(0);
    private FileServer server;

    WeightsFetchTest() throws IOException {
        server = new FileServer(new byte[0]);
    }

    @BeforeEach
    void publish() throws IOException {
        folder = new WeightsFolder(place.resolve("weights"), Clock.systemUTC());
        Path file = TorchFileWriter.archive(place.resolve("published.pth"), TrunkShapes.of("resnet18"));
        server.content = Files.readAllBytes(file);
        wanted = new PublishedWeights("small", "resnet18", PUBLISHED, Sha256.ofFile(file));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WeightsFetch fetch(Map<String, String> environment) {
        return new WeightsFetch(folder, Proxies.of(environment, new Properties()), Duration.ofSeconds(20));
    }

    private StoredWeights run() throws IOException, InterruptedException {
        return fetch(Map.of()).run(wanted, server.address("/file"), Progress.NONE);
    }

    private UserFacingException problem() {
        return assertThrows(UserFacingException.class, this::run);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.root())) {
            return new HashSet<>(
                    files.map(file -> String.valueOf(file.getFileName())).toList());
        }
    }

    @Test
    void fetched_weights_are_listed_with_where_they_come_from() throws IOException, InterruptedException {
        assertEquals(Optional.empty(), fetch(Map.of()).present(wanted));
        StoredWeights stored = run();
        assertEquals(List.of(stored), folder.list());
        assertEquals(wanted.sha256(), stored.sha256());
        assertEquals("resnet18", stored.architecture());
        assertEquals(server.address("/file").toString(), stored.source());
        assertEquals(Set.of("small.pth", "small.json"), files());
        assertEquals(Optional.of(stored), fetch(Map.of()).present(wanted));
        Files.write(folder.file("small"), new byte[server.content.length]);
        assertEquals(Optional.empty(), fetch(Map.of()).present(wanted));
    }

    @Test
    void a_download_that_was_cut_off_has_no_name_and_goes_on() throws IOException, InterruptedException {
        server.stopAfter = 1_000_000;
        server.then = Then.HANG_UP;
        UserFacingException cut = problem();
        assertEquals("small cannot be downloaded: the connection ended early", cut.getMessage());
        assertEquals(
                "Run the command again, it goes on where it ended; or download http://weights.invalid/file by hand on"
                        + " another machine, then: cordscope weights add FILE.",
                cut.remedy());
        assertEquals(Set.of(".small.part", ".small.part.origin"), files());
        assertEquals(List.of(), folder.list());
        server.then = Then.GO_ON;
        run();
        assertEquals(List.of("/file", "/file bytes=1000000- \"1\""), server.requests());
        assertEquals(Set.of("small.pth", "small.json"), files());
    }

    @Test
    void another_file_than_the_published_one_is_refused_and_deleted() throws IOException {
        server.content[1000]++;
        String problem = String.valueOf(problem().getMessage());
        assertTrue(problem.startsWith("What 127.0.0.1 sent is not small (SHA-256 "), problem);
        assertTrue(
                problem.endsWith(" instead of " + wanted.sha256().substring(0, 8) + "...); it was deleted"), problem);
        assertEquals(Set.of(), files());
    }

    @Test
    void nothing_at_the_address_says_how_to_get_the_file_by_hand() throws IOException {
        server.status = 404;
        UserFacingException absent = problem();
        assertEquals("small cannot be downloaded: the server answered 404", absent.getMessage());
        assertEquals(
                "Download http://weights.invalid/file by hand on another machine, then: cordscope weights add FILE.",
                absent.remedy());
        assertEquals(Set.of(), files());
    }

    @Test
    void the_proxy_of_the_environment_is_asked() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("http_proxy", "127.0.0.1:" + server.port());
        StoredWeights stored = fetch(environment).run(wanted, null, Progress.NONE);
        assertEquals(PUBLISHED.toString(), stored.source());
        assertEquals(List.of(PUBLISHED.toString()), server.requests());
    }

    @Test
    void a_proxy_gets_the_name_and_password_of_its_variable() throws IOException, InterruptedException {
        server.status = 407;
        WeightsFetch unknown = fetch(Map.of("http_proxy", "127.0.0.1:" + server.port()));
        assertEquals(
                "small cannot be downloaded: the proxy wants a name and a password"
                        + " (https_proxy=http://name:password@host:port)",
                assertThrows(UserFacingException.class, () -> unknown.run(wanted, null, Progress.NONE))
                        .getMessage());
        fetch(Map.of("http_proxy", "http://me:secret@127.0.0.1:" + server.port()))
                .run(wanted, null, Progress.NONE);
        List<String> requests = server.requests();
        assertEquals(PUBLISHED + " Basic bWU6c2VjcmV0", requests.get(requests.size() - 1));
    }

    @Test
    void an_address_that_is_none_is_wrong_usage() {
        for (String address : List.of("file:///etc/hosts", "/file", "ftp://host/file", "http:file")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> fetch(Map.of()).run(wanted, URI.create(address), Progress.NONE),
                    address);
        }
        assertFalse(Files.exists(folder.root()));
    }

    @Test
    void published_names_and_hashes_are_torchvisions() {
        for (PublishedWeights weights : PublishedWeights.all()) {
            String file = weights.address().getPath().replaceFirst(".*/", "");
            assertEquals(weights.architecture() + "-" + weights.sha256().substring(0, 8) + ".pth", file);
            assertTrue(weights.name().startsWith(weights.architecture() + "-imagenet"));
            assertEquals(weights, PublishedWeights.named(weights.name()));
        }
        assertThrows(IllegalArgumentException.class, () -> PublishedWeights.named("vgg16"));
    }
}
