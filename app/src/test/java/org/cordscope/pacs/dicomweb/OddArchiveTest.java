package org.cordscope.pacs.dicomweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that answer in other ways than Orthanc does, within the standard or beside it. */
final class OddArchiveTest {
    private static final String JSON = "application/dicom+json";

    @TempDir
    Path folder;

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return packed.toByteArray();
    }

    @Test
    void an_answer_packed_by_gzip_is_unpacked_and_bounded() throws Exception {
        AtomicInteger length = new AtomicInteger(1000);
        try (StandIn archive = new StandIn(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            String file = "--b\r\n\r\n" + "x".repeat(length.get()) + "\r\n--b--";
            StandIn.send(exchange, 200, "multipart/related; boundary=b", gzip(file));
        })) {
            Path file = archive.web().retrieve("1.2", "1.3", 1, folder).get(0);
            assertEquals(1000, Files.size(file));
            length.set(3 << 20); // a few KB on the way
            ArchiveException bomb =
                    assertThrows(ArchiveException.class, () -> archive.web().retrieve("1.2", "1.3", 1, folder));
            assertEquals("the archive sends more than 1 MB", bomb.getMessage());
        }
        try (StandIn archive = new StandIn(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            StandIn.send(exchange, 200, JSON, "[]");
        })) {
            ArchiveException broken =
                    assertThrows(ArchiveException.class, () -> archive.web().metadata("1.2", "1.3"));
            assertEquals("the archive's answer cannot be unpacked", broken.getMessage());
        }
    }

    @Test
    void a_single_image_without_parts_is_taken() throws Exception {
        try (StandIn archive = new StandIn(exchange -> StandIn.send(exchange, 200, "Application/DICOM", "DICM"))) {
            Path file = archive.web().retrieve("1.2", "1.3", 1, folder).get(0);
            assertEquals("DICM", Files.readString(file));
        }
    }

    @Test
    void fewer_images_than_the_series_has_are_not_taken_for_all() throws Exception {
        String two = "--b\r\n\r\nx\r\n--b\r\n\r\ny\r\n--b--";
        try (StandIn archive =
                new StandIn(exchange -> StandIn.send(exchange, 200, "multipart/related; Boundary = b", two))) {
            assertEquals(2, archive.web().retrieve("1.2", "1.3", 2, folder).size());
            ArchiveException e =
                    assertThrows(ArchiveException.class, () -> archive.web().retrieve("1.2", "1.3", 5, folder));
            assertEquals("the archive gave 2 of 5 images", e.getMessage());
        }
        try (StandIn archive = new StandIn(exchange -> StandIn.send(exchange, 204, JSON, ""))) {
            ArchiveException e =
                    assertThrows(ArchiveException.class, () -> archive.web().retrieve("1.2", "1.3", 1, folder));
            assertEquals("the archive gave no image", e.getMessage());
        }
    }

    @Test
    void words_in_place_of_an_image_are_none() throws Exception {
        String parts = "--b\r\nContent-Type: application/dicom\r\n\r\nx\r\n"
                + "--b\r\nContent-Type: Text/Plain; charset=utf-8\r\n\r\ncannot be read\r\n--b--";
        try (StandIn archive =
                new StandIn(exchange -> StandIn.send(exchange, 200, "multipart/related; boundary=b", parts))) {
            List<Path> files = archive.web().retrieve("1.2", "1.3", 1, folder);
            assertEquals(1, files.size());
            assertEquals("x", Files.readString(files.get(0)));
        }
    }

    @Test
    void an_error_that_comes_with_status_200_is_no_empty_list() throws Exception {
        try (StandIn archive =
                new StandIn(exchange -> StandIn.send(exchange, 200, JSON, "{\"error\":\"being rebuilt\"}"))) {
            ArchiveException e =
                    assertThrows(ArchiveException.class, () -> archive.web().searchSeries("1.2"));
            assertEquals("the archive's answer to a search for series is no list", e.getMessage());
            assertEquals(Kind.PASSING, e.kind());
        }
    }

    @Test
    void an_archive_that_knows_a_limit_but_no_offset_gives_all_it_has() throws Exception {
        try (StandIn archive = new StandIn(exchange -> {
            boolean limited =
                    String.valueOf(exchange.getRequestURI().getQuery()).contains("limit");
            String all = IntStream.range(0, limited ? 200 : 321)
                    .mapToObj(i -> "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2." + i + "\"]}}")
                    .collect(Collectors.joining(",", "[", "]"));
            StandIn.send(exchange, 200, JSON, all);
        })) {
            assertEquals(
                    321, archive.web().searchStudies(Map.of("StudyDate", "x")).size());
        }
    }

    @Test
    void an_archive_that_says_how_long_it_wants_peace_has_it() throws Exception {
        for (Map.Entry<String, Duration> wish : Map.of(
                        "17",
                        Duration.ofSeconds(17),
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(30)),
                        Duration.ZERO, // longer than a request waits: the study is tried again then
                        "1800",
                        Duration.ZERO,
                        "soon",
                        Duration.ZERO)
                .entrySet()) {
            AtomicInteger asked = new AtomicInteger();
            try (StandIn archive = new StandIn(exchange -> {
                exchange.getResponseHeaders().set("Retry-After", wish.getKey());
                StandIn.send(exchange, asked.incrementAndGet() < 2 ? 429 : 200, JSON, "[]");
            })) {
                if (wish.getKey().matches("1800|.*GMT")) {
                    ArchiveException e = assertThrows(
                            ArchiveException.class, () -> archive.web().metadata("1.2", "1.3"));
                    assertTrue(e.retryAfter().compareTo(Duration.ofMinutes(29)) > 0);
                } else {
                    archive.web().metadata("1.2", "1.3");
                    Duration wait = archive.waits().get(0);
                    assertTrue(wait.compareTo(wish.getValue()) >= 0, wait::toString);
                    assertTrue(wait.compareTo(Duration.ofSeconds(18)) < 0, wait::toString);
                }
            }
        }
    }

    @Test
    void a_redirection_is_not_followed_and_says_what_to_do() throws Exception {
        try (StandIn archive = new StandIn(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            StandIn.send(exchange, 302, "text/html", "");
        })) {
            ArchiveException e =
                    assertThrows(ArchiveException.class, () -> archive.web().metadata("1.2", "1.3"));
            assertTrue(String.valueOf(e.getMessage()).contains("it is at another address, which must be given"));
        }
    }

    @Test
    void a_token_may_be_renewed_and_half_of_it_is_never_sent() throws Exception {
        Path file = folder.resolve("token");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "Bearer old");
        Credentials credentials = Credentials.from("file:" + file, Map.of());
        try (StandIn archive = new StandIn(exchange -> {
            boolean known = "Bearer new".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            Files.writeString(file, "Bearer new"); // while the old one is on its way
            StandIn.send(exchange, known ? 200 : 401, JSON, "[]");
        })) {
            DicomWeb web = new DicomWeb(archive.client(credentials, Duration.ofSeconds(20)), 1);
            assertEquals(List.of(), web.metadata("1.2", "1.3"));
            assertEquals(2, archive.requests().size());
            for (String half : List.of("", "Bea")) {
                Files.writeString(file, half);
                ArchiveException e = assertThrows(ArchiveException.class, () -> web.metadata("1.2", "1.3"));
                assertEquals(Kind.UNREACHABLE, e.kind());
            }
            Files.delete(file);
            ArchiveException e = assertThrows(ArchiveException.class, () -> web.metadata("1.2", "1.3"));
            assertEquals("the credentials cannot be read, or are half-written or open to others", e.getMessage());
            assertEquals(2, archive.requests().size());
        }
    }
}
