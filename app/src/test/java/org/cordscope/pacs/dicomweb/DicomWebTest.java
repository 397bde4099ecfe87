package org.cordscope.pacs.dicomweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DicomWebTest {
    private static final String JSON = "application/dicom+json";
    private static final String PARTS = "multipart/related; type=\"application/dicom\"; boundary=b";

    @TempDir
    Path folder;

    @Test
    void a_search_turns_pages_until_one_brings_nothing_new() throws Exception {
        int all = 23;
        try (StandIn archive = new StandIn(exchange -> {
            int offset = number(exchange, "offset");
            String page = IntStream.range(offset, Math.min(all, offset + 10))
                    .mapToObj(i -> "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2." + i + "\"]}}")
                    .collect(Collectors.joining(",", "[", "]"));
            StandIn.send(exchange, 200, JSON, page);
        })) {
            List<DataSet> found = archive.web().searchStudies(Map.of("PatientName", "M*ller & Söhne"));
            assertEquals(all, found.size());
            assertEquals("1.2.22", found.get(22).string(Tag.STUDY_INSTANCE_UID).orElseThrow());
            assertEquals(4, archive.requests().size());
            assertTrue(
                    archive.requests().get(0).contains("PatientName=M*ller+%26+S%C3%B6hne"),
                    archive.requests()::toString);
        }
    }

    @Test
    void an_archive_without_pages_is_not_asked_for_ever() throws Exception {
        try (StandIn archive = new StandIn(exchange ->
                StandIn.send(exchange, 200, JSON, "[{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]}}]"))) {
            assertEquals(1, archive.web().searchStudies(Map.of()).size());
        }
        try (StandIn archive = new StandIn(exchange -> StandIn.send(exchange, 204, JSON, ""))) {
            assertEquals(List.of(), archive.web().searchStudies(Map.of()));
        }
    }

    @Test
    void errors_of_the_server_are_waited_out_longer_each_time() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (StandIn archive =
                new StandIn(exchange -> StandIn.send(exchange, asked.incrementAndGet() < 4 ? 503 : 200, JSON, "[]"))) {
            assertEquals(List.of(), archive.web().metadata("1.2", "1.3"));
            List<Duration> waits = archive.waits();
            assertEquals(3, waits.size());
            long[] longest = {1000, 2000, 3000};
            for (int i = 0; i < 3; i++) {
                long ms = waits.get(i).toMillis();
                assertTrue(ms >= longest[i] / 2 && ms <= longest[i], waits::toString);
            }
        }
    }

    @Test
    void what_cannot_succeed_is_asked_once_and_said_without_address_or_identifier() throws Exception {
        try (StandIn archive = new StandIn(exchange -> StandIn.send(exchange, 404, JSON, ""))) {
            ArchiveException e =
                    assertThrows(ArchiveException.class, () -> archive.web().metadata("1.2.777", "1.3"));
            assertEquals("the archive answered 404 to a request for metadata", e.getMessage());
            assertEquals(1, archive.requests().size());
        }
        try (StandIn archive = new StandIn(exchange -> StandIn.send(exchange, 401, JSON, ""))) {
            ArchiveException e =
                    assertThrows(ArchiveException.class, () -> archive.web().searchStudies(Map.of()));
            assertEquals(Kind.NOT_ALLOWED, e.kind());
        }
    }

    @Test
    void a_connection_that_is_cut_in_the_middle_of_a_file_is_made_again() throws Exception {
        byte[] whole = "--b\r\n\r\nfirst\r\n--b\r\n\r\nsecond file\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);
        AtomicInteger asked = new AtomicInteger();
        try (StandIn archive = new StandIn(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", PARTS);
            exchange.sendResponseHeaders(200, whole.length);
            int sent = asked.incrementAndGet() < 3 ? 30 : whole.length;
            OutputStream out = exchange.getResponseBody();
            out.write(whole, 0, sent);
            out.flush();
        })) {
            List<Path> files = archive.web().retrieve("1.2", "1.3", 1, folder.resolve("in"));
            assertEquals(List.of("first", "second file"), texts(files));
            assertEquals(3, asked.get());
        }
    }

    @Test
    void an_archive_that_falls_silent_is_not_waited_for_longer_than_its_patience() throws Exception {
        try (StandIn archive = new StandIn(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", PARTS);
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            new Semaphore(0).acquireUninterruptibly();
        })) {
            DicomWeb web = new DicomWeb(archive.client(Credentials.none(), Duration.ofMillis(200)), 1 << 20);
            assertThrows(ArchiveException.class, () -> web.retrieve("1.2", "1.3", 1, folder));
        }
    }

    @Test
    void an_archive_that_sends_without_end_is_refused() throws Exception {
        try (StandIn archive = new StandIn(exchange -> {
            byte[] much = ("--b\r\n\r\n" + "x".repeat(2 << 20)).getBytes(StandardCharsets.US_ASCII);
            StandIn.send(exchange, 200, PARTS, much);
        })) {
            ArchiveException e =
                    assertThrows(ArchiveException.class, () -> archive.web().retrieve("1.2", "1.3", 1, folder));
            assertEquals("the archive sends more than 1 MB", e.getMessage());
            assertEquals(1, archive.requests().size());
        }
    }

    @Test
    void an_archive_that_cannot_convert_is_asked_for_what_it_has() throws Exception {
        try (StandIn archive = new StandIn(exchange -> {
            boolean any = exchange.getRequestHeaders().getFirst("Accept").endsWith("transfer-syntax=*");
            StandIn.send(exchange, any ? 200 : 406, PARTS, any ? "--b\r\n\r\nx\r\n--b--" : "");
        })) {
            assertEquals(List.of("x"), texts(archive.web().retrieve("1.2", "1.3", 1, folder)));
        }
    }

    @Test
    void stored_files_arrive_whole_and_refusals_are_counted_unless_they_were_there() throws Exception {
        Path a = Files.writeString(folder.resolve("a"), "file a");
        Path b = Files.writeString(folder.resolve("b"), "file b");
        AtomicInteger reason = new AtomicInteger();
        StringBuilder body = new StringBuilder();
        try (StandIn archive = new StandIn(exchange -> {
            body.setLength(0);
            body.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            String failed =
                    "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[{}]},\"00081198\":{\"vr\":\"SQ\",\"Value\":[{\"00081197\":{\"vr\":\"US\",\"Value\":["
                            + reason.get() + "]}}]}}";
            StandIn.send(exchange, reason.get() == 0 ? 200 : 202, JSON, reason.get() == 0 ? "{}" : failed);
        })) {
            archive.web().store("1.2", List.of(a, b));
            String part = "Content-Type: application/dicom\r\n\r\nfile %s\r\n--\\1";
            String parts = part.formatted("a") + "\r\n" + part.formatted("b");
            assertTrue(body.toString().matches("(?s)--(\\S+)\r\n" + parts + "--\r\n"));
            reason.set(0x0111);
            archive.web().store("1.2", List.of(a, b));
            reason.set(0x0110);
            ArchiveException e =
                    assertThrows(ArchiveException.class, () -> archive.web().store("1.2", List.of(a, b)));
            assertEquals("the archive did not store 1 of 2 results (reason 0110H)", e.getMessage());
        }
    }

    @Test
    void credentials_come_from_a_private_file_or_the_environment_and_are_sent_with_each_request() throws Exception {
        try (StandIn archive = new StandIn(exchange -> StandIn.send(exchange, 200, JSON, "[]"))) {
            Path file = folder.resolve("token");
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, "Bearer abc.def\n");
            Credentials token = Credentials.from("file:" + file, Map.of());
            new DicomWeb(archive.client(token, Duration.ofSeconds(20)), 1).metadata("1.2", "1.3");
            Credentials basic = Credentials.from("env:ARCHIVE", Map.of("ARCHIVE", "me:secret"));
            new DicomWeb(archive.client(basic, Duration.ofSeconds(20)), 1).metadata("1.2", "1.3");
            assertTrue(archive.requests().get(0).endsWith(" Bearer abc.def"));
            assertTrue(archive.requests().get(1).endsWith(" Basic bWU6c2VjcmV0"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            UserFacingException open =
                    assertThrows(UserFacingException.class, () -> Credentials.from("file:" + file, Map.of()));
            assertEquals("Run: chmod 600 " + file, open.remedy());
            assertThrows(UserFacingException.class, () -> Credentials.from("env:NOBODY", Map.of()));
            assertThrows(IllegalArgumentException.class, () -> Credentials.from("me:secret", Map.of()));
        }
    }

    @Test
    void a_password_in_the_address_is_refused_and_not_repeated() {
        Retries retries = Retries.usual(new Random(1));
        UserFacingException e = assertThrows(
                UserFacingException.class,
                () -> new ArchiveHttp(
                        URI.create("http://me:secret@localhost/"),
                        Credentials.none(),
                        null,
                        Duration.ofSeconds(1),
                        retries));
        assertFalse((e.getMessage() + e.remedy()).contains("secret"));
    }

    @Test
    void a_uid_that_is_none_never_becomes_a_path() throws Exception {
        try (StandIn archive = new StandIn(exchange -> StandIn.send(exchange, 200, JSON, "[]"))) {
            assertThrows(ArchiveException.class, () -> archive.web().metadata("../../system", "1.3"));
            assertEquals(List.of(), archive.requests());
        }
    }

    private static int number(HttpExchange exchange, String name) {
        return Integer.parseInt(exchange.getRequestURI().getQuery().replaceFirst(".*\\b" + name + "=(\\d+).*", "$1"));
    }

    private static List<String> texts(List<Path> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    @Test
    void a_series_can_be_had_image_by_image_and_what_is_missing_has_a_reason() throws Exception {
        try (StandIn archive = new StandIn(exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/2.2")) {
                StandIn.send(exchange, 404, "text/plain", "");
            } else {
                String body = "--b\r\nContent-Type: application/dicom\r\n\r\nDICM\r\n--b--\r\n";
                StandIn.send(exchange, 200, "multipart/related; boundary=b", body);
            }
        })) {
            List<String> missing = archive.web().retrieveEach("1.2", "1.3", List.of("2.1", "2.2", "2.3"), folder);
            assertEquals(List.of("the archive answered 404 to a request for images"), missing);
            try (var files = Files.walk(folder).filter(Files::isRegularFile)) {
                assertEquals(2, files.count());
            }
            assertThrows(
                    ArchiveException.class, () -> archive.web().retrieveEach("1.2", "1.3", List.of("2.2"), folder));
        }
    }
}
