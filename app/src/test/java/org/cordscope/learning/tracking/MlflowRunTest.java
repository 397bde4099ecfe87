package org.cordscope.learning.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cordscope.learning.Epoch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MlflowRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    @TempDir
    Path run;

    private final List<String> calls = new ArrayList<>();
    private final List<JsonNode> bodies = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private HttpServer server;
    private boolean experimentExists;
    private boolean refusing;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/2.0/mlflow/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().getPath().replaceFirst("/api/2.0/mlflow/", "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        calls.add(call + authorization(exchange));
        if (body.length > 0) {
            bodies.add(JSON.readTree(body));
        }
        boolean missing = call.equals("experiments/get-by-name") && !experimentExists;
        String answer = switch (call) {
            case "experiments/get-by-name" ->
                missing
                        ? "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"none\"}"
                        : "{\"experiment\": {\"experiment_id\": \"7\"}}";
            case "experiments/create" -> "{\"experiment_id\": \"7\"}";
            case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}";
            default -> "{}";
        };
        byte[] bytes = (refusing ? "{\"message\": \"disk full\"}" : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refusing ? 500 : missing ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String authorization(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null ? "" : " " + header;
    }

    private MlflowRun follow(Map<String, String> environment, Map<String, String> parameters) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new MlflowRun(address, environment, ProxySelector.of(null), run, START, parameters, complaints::add);
    }

    private static List<Epoch> epochs(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Epoch(i, 1.0 / i, 0.5, 0.9, 0.5, 0.5, 10))
                .toList();
    }

    @Test
    void an_experiment_and_a_run_are_made_once_and_each_epoch_is_sent_once() throws InterruptedException {
        MlflowRun following = follow(Map.of(), Map.of("batch", "16"));
        following.saved(epochs(1));
        following.saved(epochs(1));
        following.saved(epochs(2));
        following.ended(MlflowRun.End.FINISHED, START.plusSeconds(30));

        assertEquals(
                List.of(
                        "experiments/get-by-name",
                        "experiments/create",
                        "runs/create",
                        "runs/log-batch",
                        "runs/log-batch",
                        "runs/log-batch",
                        "runs/update"),
                calls);
        JsonNode second = bodies.get(4).path("metrics").path(0);
        assertEquals("training_loss", second.path("key").asText());
        assertEquals(0.5, second.path("value").asDouble());
        assertEquals(2, second.path("step").asInt());
        assertEquals(
                START.plusSeconds(20).toEpochMilli(), second.path("timestamp").asLong());
        assertEquals("FINISHED", bodies.get(5).path("status").asText());
        assertEquals(List.of(), complaints);
    }

    @Test
    void a_resumed_run_goes_on_where_the_server_s_run_ended() throws InterruptedException {
        experimentExists = true;
        follow(Map.of(), Map.of()).saved(epochs(2));
        calls.clear();
        bodies.clear();

        follow(Map.of(), Map.of()).saved(epochs(3));

        assertEquals(List.of("runs/log-batch"), calls);
        assertEquals(6, bodies.get(0).path("metrics").size());
        assertEquals("abc", bodies.get(0).path("run_id").asText());
    }

    @Test
    void what_the_server_refuses_is_said_and_sent_with_the_next_epoch() throws InterruptedException {
        experimentExists = true;
        MlflowRun following = follow(Map.of(), Map.of());
        following.saved(epochs(1));
        refusing = true;
        following.saved(epochs(2));
        refusing = false;
        following.saved(epochs(3));

        assertEquals(1, complaints.size());
        assertTrue(complaints.get(0).contains("did not take epoch 2"), complaints.get(0));
        assertTrue(complaints.get(0).contains("disk full"), complaints.get(0));
        assertEquals(12, bodies.get(bodies.size() - 1).path("metrics").size());
    }

    @Test
    void a_server_that_is_not_there_is_said() throws InterruptedException {
        MlflowRun following = follow(Map.of(), Map.of());
        server.stop(0);

        following.saved(epochs(1));

        assertEquals(1, complaints.size());
    }

    @Test
    void name_and_password_or_a_token_come_from_the_environment() throws InterruptedException {
        experimentExists = true;
        follow(Map.of("MLFLOW_TRACKING_TOKEN", "t"), Map.of()).ended(MlflowRun.End.FAILED, START);
        assertEquals("experiments/get-by-name Bearer t", calls.get(0));

        follow(Map.of("MLFLOW_TRACKING_USERNAME", "u", "MLFLOW_TRACKING_PASSWORD", "p"), Map.of())
                .ended(MlflowRun.End.FAILED, START);
        assertEquals("runs/update Basic dTpw", calls.get(calls.size() - 1));
    }

    @Test
    void an_address_that_is_none_is_refused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new MlflowRun(
                        URI.create("file:///tmp"),
                        Map.of(),
                        ProxySelector.of(null),
                        run,
                        START,
                        Map.of(),
                        complaints::add));
    }
}
