package org.cordscope.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cordscope.service.CodingService;
import org.cordscope.service.MeanGreyCoding;
import org.cordscope.service.ServiceLimits;
import org.cordscope.service.telemetry.AuditLog;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.service.telemetry.ServiceMetrics;

/** A service with its API on a free port, and a client of it. */
final class TestApi implements AutoCloseable {
    static final String MULTIPART = "multipart/related; type=\"application/dicom\"; boundary=b";

    private static final ObjectMapper JSON = new ObjectMapper();

    final CodingService service;
    final ApiServer server;
    final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final AuditLog audit;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String token;

    TestApi(Path state, ServiceLimits limits, Runnable before) throws IOException {
        Clock clock = Clock.systemUTC();
        EventLog events = new EventLog("api", EventLog.Format.JSON, clock, this::line);
        ServiceMetrics metrics = new ServiceMetrics();
        service = CodingService.start(
                state, MeanGreyCoding.coding("ab".repeat(32), before), limits, metrics, events, clock);
        audit = AuditLog.open(state.resolve("audit.jsonl"), clock);
        ApiToken secret = ApiToken.of(state.resolve("token"));
        token = Files.readString(state.resolve("token")).strip();
        server = ApiServer.start(service, new ApiSettings("127.0.0.1", 0), secret, metrics, audit, events);
    }

    private void line(String line) {
        log.add(line);
        if (line.contains("\"job coded\"") || line.contains("\"job ended\"")) {
            ended.add(line);
        }
    }

    /** Waits until so many jobs more have ended. */
    void awaitEnds(int jobs) throws InterruptedException {
        for (int i = 0; i < jobs; i++) {
            if (ended.poll(60, TimeUnit.SECONDS) == null) {
                throw new AssertionError("no job has ended: " + log);
            }
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofByteArray()).body();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> submit(String type, byte[] body) throws IOException, InterruptedException {
        return send(request("/v1/jobs").header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    static String id(HttpResponse<String> answer) throws IOException {
        return json(answer).get("id").asText();
    }

    static byte[] multipart(List<Path> files) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Path file : files) {
            body.writeBytes("--b\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(Files.readAllBytes(file));
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes("--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    static byte[] zip(List<Path> files) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(body)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry("../../" + file.getFileName()));
                zip.write(Files.readAllBytes(file));
            }
        }
        return body.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
        service.close();
        audit.close();
    }
}
