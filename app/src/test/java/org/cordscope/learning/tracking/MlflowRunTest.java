package org.cordscope.learning.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
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

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile boolean experimentExists;
    private volatile boolean refusing;
    private volatile String refusedCall = "";

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
        boolean refused = refusing || call.equals(refusedCall);
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
        byte[] bytes = (refused ? "{\"message\": \"disk full\"}" : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refused ? 500 : missing ? 404 : 200, bytes.length);
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

    private static void send(MlflowRun following, List<Epoch> epochs) throws InterruptedException, ExecutionException {
        following.saved(epochs);
        following.sending().get();
    }

    private static List<Epoch> epochs(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Epoch(i, 1.0 / i, 0.5, 0.9, 0.5, 0.5, 10))
                .toList();
    }

    @Test
    void an_experiment_and_a_run_are_made_once_and_each_epoch_is_sent_once()
            throws InterruptedException, ExecutionException {
        MlflowRun following = follow(Map.of(), Map.of("batch", "16"));
        send(following, epochs(1));
        send(following, epochs(1));
        send(following, epochs(2));
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
    void a_resumed_run_goes_on_where_the_server_s_run_ended() throws InterruptedException, ExecutionException {
        experimentExists = true;
        send(follow(Map.of(), Map.of()), epochs(2));
        calls.clear();
        bodies.clear();

        send(follow(Map.of(), Map.of()), epochs(3));

        assertEquals(List.of("runs/log-batch"), calls);
        assertEquals(6, bodies.get(0).path("metrics").size());
        assertEquals("abc", bodies.get(0).path("run_id").asText());
    }

    @Test
    void what_the_server_refuses_is_said_and_sent_with_the_next_epoch()
            throws InterruptedException, ExecutionException {
        experimentExists = true;
        MlflowRun following = follow(Map.of(), Map.of());
        send(following, epochs(1));
        refusing = true;
        send(following, epochs(2));
        refusing = false;
        send(following, epochs(3));

        assertEquals(1, complaints.size());
        assertTrue(complaints.get(0).contains("did not take epoch 2"), complaints.get(0));
        assertTrue(complaints.get(0).contains("disk full"), complaints.get(0));
        assertEquals(12, bodies.get(bodies.size() - 1).path("metrics").size());
    }

    @Test
    void an_outage_is_said_once_and_all_is_sent_at_the_end_in_calls_that_the_server_takes()
            throws InterruptedException, ExecutionException {
        experimentExists = true;
        refusing = true;
        MlflowRun following = follow(Map.of(), Map.of("batch", "16"));
        for (int i = 1; i <= 250; i += 83) {
            send(following, epochs(i));
        }
        refusing = false;
        following.ended(MlflowRun.End.FINISHED, START);

        assertEquals(1, complaints.size(), complaints.toString());
        assertEquals(
                List.of(600, 600, 300),
                bodies.stream()
                        .map(body -> body.path("metrics").size())
                        .filter(size -> size > 0)
                        .toList());
        assertEquals("FINISHED", bodies.get(bodies.size() - 1).path("status").asText());
    }

    @Test
    void parameters_that_the_server_refused_are_sent_with_the_next_epoch()
            throws InterruptedException, ExecutionException {
        experimentExists = true;
        refusedCall = "runs/log-batch";
        MlflowRun following = follow(Map.of(), Map.of("batch", "16"));
        send(following, epochs(1));
        refusedCall = "";
        bodies.clear();
        send(following, epochs(2));

        assertEquals(1, bodies.get(0).path("params").size());
        assertEquals(12, bodies.get(1).path("metrics").size());
    }

    @Test
    void training_does_not_wait_for_a_server_that_never_answers() throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        server.removeContext("/api/2.0/mlflow/");
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            awaitQuietly(answered);
        });
        MlflowRun following = follow(Map.of(), Map.of());

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            following.saved(epochs(1));
            following.saved(epochs(2));
        });

        assertFalse(following.sending().isDone());
        following.sending().cancel(true);
        answered.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_server_that_is_not_there_is_said() throws InterruptedException, ExecutionException {
        MlflowRun following = follow(Map.of(), Map.of());
        server.stop(0);

        send(following, epochs(1));

        assertEquals(1, complaints.size());
    }

    @Test
    void name_and_password_or_a_token_come_from_the_environment() throws InterruptedException, ExecutionException {
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
