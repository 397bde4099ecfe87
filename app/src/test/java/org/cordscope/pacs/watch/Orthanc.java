package org.cordscope.pacs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** An Orthanc with its DICOMweb plugin on this machine, its database in a folder of the test. */
final class Orthanc implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final int http = freePort();
    private final int dicom = freePort();
    private Process process;

    Orthanc(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        Map<String, Object> settings = Map.of(
                "StorageDirectory",
                folder.resolve("db").toString(),
                "IndexDirectory",
                folder.resolve("db").toString(),
                "HttpPort",
                http,
                "DicomPort",
                dicom,
                "DicomAet",
                "ORTHANC",
                "RemoteAccessAllowed",
                false,
                "StableAge",
                1,
                "Plugins",
                List.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so"),
                "DicomWeb",
                Map.of("Enable", true, "Root", "/dicom-web/"));
        Files.writeString(folder.resolve("orthanc.json"), JSON.writeValueAsString(settings));
        this.process = start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private Process start() throws Exception {
        Process started = new ProcessBuilder(
                        "Orthanc", folder.resolve("orthanc.json").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers()) {
            assertTrue(started.isAlive() && System.nanoTime() < until, Files.readString(folder.resolve("log")));
            Thread.onSpinWait();
        }
        return started;
    }

    private boolean answers() throws InterruptedException {
        try {
            return get("/system").has("Version");
        } catch (IOException notYet) {
            return false;
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() throws Exception {
        process = start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http);
    }

    /** Sends a folder by storescu, and waits until the archive calls every study complete. */
    void receive(Path files) throws Exception {
        Process storescu = new ProcessBuilder(
                        "storescu", "-aec", "ORTHANC", "+sd", "+r", "127.0.0.1", "" + dicom, files.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(storescu.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, storescu.waitFor(), said);
        awaitStable();
    }

    void awaitStable() throws Exception {
        boolean stable = false;
        while (!stable) {
            stable = true;
            for (JsonNode study : get("/studies?expand")) {
                stable &= study.path("IsStable").asBoolean();
            }
        }
    }

    /** Modality of each result in the archive by its SOP Instance UID. */
    Map<String, String> results() throws Exception {
        Map<String, String> results = new TreeMap<>();
        for (JsonNode series : get("/series?expand")) {
            JsonNode tags = series.path("MainDicomTags");
            if (tags.path("Manufacturer").asText().equals("Cordscope")) {
                for (JsonNode instance : get("/series/" + series.path("ID").asText() + "/instances")) {
                    String uid = instance.path("MainDicomTags")
                            .path("SOPInstanceUID")
                            .asText();
                    results.put(uid, tags.path("Modality").asText());
                }
            }
        }
        return results;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address() + path)).build();
        return JSON.readTree(client.send(request, BodyHandlers.ofByteArray()).body());
    }

    @Override
    public void close() {
        kill();
    }
}
