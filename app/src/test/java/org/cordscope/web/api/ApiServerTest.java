package org.cordscope.web.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Tag;
import org.cordscope.phantom.PhantomCohort;
import org.cordscope.phantom.PhantomRequest;
import org.cordscope.service.ServiceLimits;
import org.cordscope.service.telemetry.AuditLog;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiServerTest {
    private static final ServiceLimits LIMITS = ServiceLimits.defaults().withFreeBytes(1);

    @TempDir
    static Path cohort;

    @TempDir
    Path folder;

    private static List<Path> study;

    @BeforeAll
    static void makeStudy() throws IOException {
        PhantomRequest request = PhantomRequest.defaults()
                .withPatients(1)
                .withMatrix(64)
                .withDecoys(false)
                .withMasks(false);
        PhantomCohort.write(request, cohort.resolve("phantom"), 2, Progress.NONE);
        try (Stream<Path> files = Files.walk(cohort.resolve("phantom/dicom"))) {
            study = files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private TestApi api() throws IOException {
        return new TestApi(folder.resolve("state"), LIMITS, () -> {});
    }

    @Test
    void a_study_comes_back_as_json_tables_and_dicom_and_nothing_told_names_it() throws Exception {
        List<Path> sent = new ArrayList<>(study);
        sent.add(Files.writeString(folder.resolve("note.txt"), "no DICOM at all"));
        try (TestApi api = api()) {
            HttpResponse<String> accepted = api.submit(TestApi.MULTIPART, TestApi.multipart(sent));
            assertEquals(202, accepted.statusCode(), accepted::body);
            assertEquals(
                    "/v1/jobs/" + TestApi.id(accepted),
                    accepted.headers().firstValue("Location").orElseThrow());
            api.awaitEnds(1);
            JsonNode job = TestApi.json(api.get("/v1/jobs/" + TestApi.id(accepted)));
            assertEquals("coded", job.get("status").asText(), job::toString);
            assertEquals(study.size(), job.get("instances").asInt());
            assertEquals(1, job.get("unusable_files").asInt());
            JsonNode results = TestApi.json(api.get("/v1/jobs/" + TestApi.id(accepted) + "/results"));
            assertEquals(
                    job.get("slices").asInt(), results.at("/scans/0/slices").size());
            assertTrue(results.get("rejected").toString().contains("part-"), results::toString);
            assertFalse(results.toString().contains(folder.toString()), "no path of this machine");
            OpenApiContract contract = new OpenApiContract(TestApi.json(api.get("/openapi.json")));
            contract.check("Job", job);
            contract.check("Results", results);
            contract.check("Model", TestApi.json(api.get("/v1/model")));
            Set<String> modalities = new HashSet<>();
            for (JsonNode file : job.get("files")) {
                byte[] bytes = api.bytes(file.get("href").asText());
                assertTrue(bytes.length > 0);
                if (file.get("type").asText().equals("application/dicom")) {
                    Path copy = Files.write(folder.resolve(file.get("name").asText()), bytes);
                    modalities.add(DicomReader.read(SourceFile.of(copy))
                            .data()
                            .string(Tag.MODALITY)
                            .orElseThrow());
                }
            }
            assertTrue(modalities.containsAll(Set.of("SR", "OT")), modalities::toString);
            assertEquals(
                    job.get("files").size(), entries(api.bytes("/v1/jobs/" + TestApi.id(accepted) + "/results.zip")));
            assertFalse(
                    Files.exists(folder.resolve("state/jobs/" + TestApi.id(accepted) + "/input")), "images are gone");
            nothingNamesTheStudy(api);
        }
        assertTrue(AuditLog.verify(folder.resolve("state/audit.jsonl")).lines() > 3);
    }

    private void nothingNamesTheStudy(TestApi api) throws Exception {
        InstanceHeader header = DicomReader.readInstanceHeader(SourceFile.of(study.get(0)));
        String told = api.log + api.get("/metrics").body() + Files.readString(folder.resolve("state/audit.jsonl"));
        for (String secret :
                List.of(header.studyUid(), header.seriesUid(), header.sopInstanceUid(), header.patientId())) {
            assertFalse(told.contains(secret), secret);
        }
        assertTrue(told.contains("cordscope_jobs_total{status=\"coded\"} 1"), told);
    }

    private static int entries(byte[] archive) throws IOException {
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            while (zip.getNextEntry() != null) {
                entries++;
            }
        }
        return entries;
    }

    @Test
    void the_same_images_are_the_same_job_however_they_are_sent() throws Exception {
        List<Path> reversed = new ArrayList<>(study);
        Collections.reverse(reversed);
        try (TestApi api = api()) {
            String id = TestApi.id(api.submit(TestApi.MULTIPART, TestApi.multipart(study)));
            api.awaitEnds(1);
            HttpResponse<String> again = api.submit("application/zip", TestApi.zip(reversed));
            assertEquals(200, again.statusCode());
            assertEquals(id, TestApi.id(again));
            HttpResponse<String> fewer =
                    api.submit(TestApi.MULTIPART, TestApi.multipart(study.subList(1, study.size())));
            assertEquals(202, fewer.statusCode());
            assertNotEquals(id, TestApi.id(fewer));
            api.awaitEnds(1);
            assertEquals(2, TestApi.json(api.get("/v1/jobs")).get("jobs").size());
        }
    }

    @Test
    void what_cannot_be_used_is_refused_with_a_sentence_and_not_kept() throws Exception {
        ServiceLimits small = LIMITS.withUploadBytes(1 << 20).withFiles(3);
        byte[] one = Files.readAllBytes(study.get(0));
        try (TestApi api = new TestApi(folder.resolve("state"), small, () -> {})) {
            refused(415, "multipart/related", api.submit("text/plain", one));
            refused(400, "boundary", api.submit("multipart/related; type=\"application/dicom\"", one));
            refused(400, "ends before", api.submit(TestApi.MULTIPART, "--b\r\n\r\nhalf".getBytes(US_ASCII)));
            refused(400, "empty", api.submit("application/dicom", new byte[0]));
            refused(422, "DICOM", api.submit("application/dicom", "no DICOM".getBytes(US_ASCII)));
            refused(422, "bomb", api.submit("application/zip", bomb()));
            refused(413, "3 files", api.submit(TestApi.MULTIPART, TestApi.multipart(study.subList(0, 4))));
            refused(413, "3 files", api.submit("application/zip", TestApi.zip(study.subList(0, 4))));
            refused(413, "1 MB", api.submit("application/dicom", new byte[(1 << 20) + 1]));
            HttpRequest.Builder endless = api.request("/v1/jobs")
                    .header("Content-Type", "application/dicom")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3 << 20])));
            refused(413, "1 MB", api.send(endless)); // chunked: its length was not known before
            assertEquals(0, TestApi.json(api.get("/v1/jobs")).get("jobs").size());
            try (Stream<Path> left = Files.list(folder.resolve("state/incoming"))) {
                assertEquals(0, left.count());
            }
        }
    }

    @Test
    void who_announces_an_upload_and_is_silent_is_refused_soon() throws Exception {
        try (TestApi api = new TestApi(folder.resolve("state"), LIMITS, () -> {});
                Socket stranger = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(api.server.url()).getPort())) {
            stranger.setSoTimeout(10_000);
            String head = """
                    POST /v1/jobs HTTP/1.1
                    Host: localhost
                    Content-Type: application/zip
                    Content-Length: 10737418240

                    """.replace("\n", "\r\n");
            stranger.getOutputStream().write(head.getBytes(US_ASCII));
            String answer = new String(stranger.getInputStream().readAllBytes(), US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 401"), answer);
        }
    }

    private static void refused(int status, String phrase, HttpResponse<String> answer) throws IOException {
        assertEquals(status, answer.statusCode(), answer::body);
        assertTrue(TestApi.json(answer).get("detail").asText().contains(phrase), answer::body);
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(body)) {
            zip.putNextEntry(new ZipEntry("image.dcm"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                zip.write(zeros);
            }
        }
        return body.toByteArray();
    }

    @Test
    void a_full_queue_says_so_and_when_and_jobs_can_be_cancelled() throws Exception {
        CountDownLatch coding = new CountDownLatch(1);
        Semaphore mayGoOn = new Semaphore(0);
        Runnable wait = () -> {
            coding.countDown();
            try {
                mayGoOn.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (TestApi api = new TestApi(folder.resolve("state"), LIMITS.withQueue(2), wait)) {
            String running = TestApi.id(api.submit(TestApi.MULTIPART, TestApi.multipart(study)));
            coding.await();
            String waiting =
                    TestApi.id(api.submit(TestApi.MULTIPART, TestApi.multipart(study.subList(1, study.size()))));
            HttpResponse<String> full =
                    api.submit(TestApi.MULTIPART, TestApi.multipart(study.subList(2, study.size())));
            refused(429, "2 jobs wait", full);
            assertTrue(Integer.parseInt(full.headers().firstValue("Retry-After").orElseThrow()) > 0);
            refused(409, "not ended", api.get("/v1/jobs/" + running + "/results"));
            refused(
                    409,
                    "cancel it first",
                    api.send(api.request("/v1/jobs/" + running).DELETE()));
            assertEquals(200, api.post("/v1/jobs/" + waiting + "/cancel").statusCode());
            int cancelled = api.post("/v1/jobs/" + running + "/cancel").statusCode();
            assertTrue(Set.of(200, 202).contains(cancelled), () -> "it may have stopped at once: " + cancelled);
            api.awaitEnds(2);
            for (String id : List.of(running, waiting)) {
                assertEquals(
                        "cancelled",
                        TestApi.json(api.get("/v1/jobs/" + id)).get("status").asText());
            }
            mayGoOn.release(1000);
            HttpResponse<String> anew = api.submit(TestApi.MULTIPART, TestApi.multipart(study));
            assertEquals(running, TestApi.id(anew));
            api.awaitEnds(1);
            assertEquals(
                    "coded",
                    TestApi.json(api.get("/v1/jobs/" + running)).get("status").asText());
            assertEquals(
                    204, api.send(api.request("/v1/jobs/" + running).DELETE()).statusCode());
            refused(404, "no such job", api.get("/v1/jobs/" + running));
        }
    }

    @Test
    void what_was_acknowledged_is_coded_by_the_next_service() throws Exception {
        CountDownLatch coding = new CountDownLatch(1);
        Runnable hang = () -> {
            coding.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<String> ids = new ArrayList<>();
        TestApi first = new TestApi(folder.resolve("state"), LIMITS, hang);
        ids.add(TestApi.id(first.submit(TestApi.MULTIPART, TestApi.multipart(study))));
        coding.await();
        ids.add(TestApi.id(first.submit(TestApi.MULTIPART, TestApi.multipart(study.subList(1, study.size())))));
        first.server.close();
        first.service.close(Duration.ofMillis(1)); // no patience: in the midst of a job
        first.close();
        try (TestApi second = api()) {
            second.awaitEnds(2);
            for (String id : ids) {
                JsonNode job = TestApi.json(second.get("/v1/jobs/" + id));
                assertEquals("coded", job.get("status").asText(), job::toString);
                assertEquals(1, job.get("attempts").asInt(), "a stop is no failure");
            }
        }
    }

    @Test
    void a_disk_that_is_nearly_full_is_said_before_anything_is_taken() throws Exception {
        try (TestApi api = new TestApi(folder.resolve("state"), LIMITS.withFreeBytes(Long.MAX_VALUE / 2), () -> {})) {
            refused(507, "disk", api.submit(TestApi.MULTIPART, TestApi.multipart(study)));
            HttpResponse<String> ready = api.get("/health/ready");
            assertEquals(503, ready.statusCode());
            new OpenApiContract(TestApi.json(api.get("/openapi.json"))).check("Ready", TestApi.json(ready));
            assertEquals(200, api.get("/health/live").statusCode());
            refused(400, "limit is", api.get("/v1/jobs?limit=many"));
        }
    }

    @Test
    void the_description_has_exactly_the_routes_that_are_there_and_each_asks_for_the_token_as_it_says()
            throws Exception {
        try (TestApi api = api()) {
            OpenApiContract contract = new OpenApiContract(TestApi.json(api.get("/openapi.json")));
            assertEquals(contract.routes(), api.server.routes());
            for (String route : contract.routes()) {
                String[] words = route.split(" ", 2);
                String path = words[1].replace("{id}", "0".repeat(32)).replace("{name}", "x");
                HttpRequest.Builder bare =
                        HttpRequest.newBuilder(api.request(path).build().uri());
                for (HttpRequest.Builder request : List.of(bare, bare.copy().header("Authorization", "Bearer wrong"))) {
                    int status = api.send(request.method(words[0], BodyPublishers.noBody()))
                            .statusCode();
                    assertEquals(contract.isOpen(route), status != 401, route + " " + status);
                }
            }
        }
    }
}
