package org.cordscope.learning.initial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.cordscope.learning.initial.FileServer.Then;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DownloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SIZE = 3_500_000;
    private static final int HALF = 1_250_000;

    @TempDir
    private Path folder = Path.of("");

    private final byte[] content = bytes(1);
    private FileServer server;
    private Path part = Path.of("");

    DownloadTest() throws IOException {
        server = new FileServer(content);
    }

    @BeforeEach
    void place() {
        part = folder.resolve(".file.part");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Download download(URI from, Duration patience) {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return new Download(client, patience, from, part);
    }

    private void run() throws IOException, InterruptedException {
        run("/file");
    }

    private void run(String path) throws IOException, InterruptedException {
        download(server.address(path), PATIENCE).run("file", Progress.NONE);
    }

    private String problem() {
        return String.valueOf(assertThrows(NetworkException.class, this::run).getMessage());
    }

    private void cutAt(int bytes) {
        server.stopAfter = bytes;
        server.then = Then.HANG_UP;
        assertEquals("the connection ended early", problem());
        server.then = Then.GO_ON;
    }

    private String lastRequest() {
        List<String> all = server.requests();
        return all.get(all.size() - 1);
    }

    private void assertWhole() throws IOException {
        assertArrayEquals(server.content, Files.readAllBytes(part));
    }

    @Test
    void a_file_comes_whole_and_its_megabytes_are_counted() throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        Progress progress = new Progress() {
            private long done;

            @Override
            public void begin(String task, long total) {
                said.add(task + " " + total);
            }

            @Override
            public void advance(long steps) {
                done += steps;
                said.set(0, said.get(0).replaceFirst("( done .*)?$", " done " + done));
            }
        };
        download(server.address("/file"), PATIENCE).run("file", progress);
        assertWhole();
        assertEquals(List.of("Downloading file (MB) 3 done 3"), said);
    }

    @Test
    void what_was_cut_off_goes_on_where_it_ended() throws IOException, InterruptedException {
        cutAt(HALF);
        assertEquals(HALF, Files.size(part));
        cutAt(HALF);
        assertEquals(2 * HALF, Files.size(part));
        run();
        assertEquals("/file bytes=" + 2 * HALF + "- \"1\"", lastRequest());
        assertWhole();
    }

    @Test
    void a_file_that_has_changed_meanwhile_starts_anew() throws IOException, InterruptedException {
        cutAt(HALF);
        server.content = bytes(2);
        server.etag = "\"2\"";
        run();
        assertEquals("/file bytes=" + HALF + "- \"1\"", lastRequest());
        assertWhole();
    }

    @Test
    void a_date_tells_too_whether_a_file_has_changed_but_a_weak_tag_does_not()
            throws IOException, InterruptedException {
        server.etag = "W/\"1\"";
        server.lastModified = "Wed, 25 Nov 2026 10:00:00 GMT";
        cutAt(HALF);
        run();
        assertEquals("/file bytes=" + HALF + "- Wed, 25 Nov 2026 10:00:00 GMT", lastRequest());
        assertWhole();
    }

    @Test
    void without_a_mark_of_the_file_nothing_is_believed() throws IOException, InterruptedException {
        server.etag = null;
        cutAt(HALF);
        run();
        assertEquals("/file", lastRequest());
        assertWhole();
    }

    @Test
    void bytes_of_another_address_are_not_gone_on_with() throws IOException, InterruptedException {
        cutAt(HALF);
        run("/other");
        assertEquals("/other", lastRequest());
        assertWhole();
    }

    @Test
    void a_server_that_knows_no_ranges_sends_all_again() throws IOException, InterruptedException {
        cutAt(HALF);
        server.ranges = false;
        run();
        assertWhole();
    }

    @Test
    void a_longer_file_from_before_leaves_nothing_behind() throws IOException, InterruptedException {
        Files.write(part, new byte[SIZE + 1]);
        run();
        assertWhole();
    }

    @Test
    void a_file_that_had_come_whole_is_not_sent_again() throws IOException, InterruptedException {
        run();
        run();
        assertEquals(List.of("/file", "/file bytes=" + SIZE + "- \"1\""), server.requests());
        assertWhole();
    }

    @Test
    void more_bytes_than_the_file_has_are_thrown_away() throws IOException, InterruptedException {
        run();
        Files.write(part, new byte[1], StandardOpenOption.APPEND);
        run();
        assertEquals(3, server.requests().size());
        assertWhole();
    }

    @Test
    void a_redirect_is_followed_also_in_the_middle() throws IOException, InterruptedException {
        server.stopAfter = HALF;
        server.then = Then.HANG_UP;
        assertThrows(NetworkException.class, () -> run("/moved"));
        server.then = Then.GO_ON;
        run("/moved");
        assertEquals("/file bytes=" + HALF + "- \"1\"", lastRequest());
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 503})
    void a_refusal_is_told_by_its_number_and_what_has_come_stays(int status) throws IOException {
        cutAt(HALF);
        server.status = status;
        assertEquals("the server answered " + status, problem());
        assertEquals(HALF, Files.size(part));
    }

    @Test
    void a_size_that_is_not_told_is_no_hindrance() throws IOException, InterruptedException {
        server.sizeKnown = false;
        run();
        assertWhole();
    }

    @Test
    void silence_ends_the_wait() throws IOException {
        server.stopAfter = HALF;
        server.then = Then.FALL_SILENT;
        Download impatient = download(server.address("/file"), Duration.ofMillis(1500));
        String problem = String.valueOf(assertThrows(NetworkException.class, () -> impatient.run("file", Progress.NONE))
                .getMessage());
        assertTrue(problem.startsWith("nothing more has come for"), problem);
        assertEquals(HALF, Files.size(part));
    }

    @Test
    void an_interrupt_ends_the_wait_and_what_has_come_stays() throws IOException, InterruptedException {
        Thread here = Thread.currentThread();
        server.stopAfter = HALF;
        server.then = Then.FALL_SILENT;
        Progress interrupting = new Progress() {
            private long done;

            @Override
            public void begin(String task, long total) {}

            @Override
            public void advance(long steps) {
                done += steps;
                if (done == HALF / 1_000_000) {
                    here.interrupt();
                    done++;
                }
            }
        };
        Download download = download(server.address("/file"), PATIENCE);
        assertThrows(Exception.class, () -> download.run("file", interrupting));
        assertFalse(Files.size(part) < 1_000_000);
        Thread.interrupted();
        server.then = Then.GO_ON;
        run();
        assertTrue(lastRequest().contains(" bytes="), lastRequest());
        assertWhole();
    }

    @Test
    void nobody_there_is_told_with_the_name_of_the_host() {
        server.close();
        String host = server.address("/").getHost();
        assertEquals(host + " cannot be reached (connection refused)", problem());
        Download nowhere = download(URI.create("http://nowhere.invalid/file"), PATIENCE);
        assertEquals(
                "nowhere.invalid cannot be reached (no such name is known here)",
                assertThrows(NetworkException.class, () -> nowhere.run("file", Progress.NONE))
                        .getMessage());
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_told() throws Exception {
        Path keys = folder.resolve("keys.p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-keystore", keys.toString()));
        command.addAll(
                List.of("-genkeypair -alias own -keyalg EC -dname CN=localhost -storetype PKCS12 -storepass secret"
                        .split(" ", -1)));
        assertEquals(0, new ProcessBuilder(command).start().waitFor());
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        secure.start();
        try {
            URI address = URI.create("https://localhost:" + secure.getAddress().getPort() + "/file");
            Download download = download(address, PATIENCE);
            assertEquals(
                    "the certificate of localhost is not trusted by this Java",
                    assertThrows(NetworkException.class, () -> download.run("file", Progress.NONE))
                            .getMessage());
        } finally {
            secure.stop(0);
        }
    }

    private static SSLContext context(Path keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(keys.toFile(), "secret".toCharArray()), "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void two_programs_do_not_write_one_file() throws IOException {
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertTrue(lock.isValid());
            String problem = String.valueOf(
                    assertThrows(UserFacingException.class, this::run).getMessage());
            assertEquals("file is being downloaded by another program", problem);
        }
        assertEquals(0, Files.size(part));
    }
}
