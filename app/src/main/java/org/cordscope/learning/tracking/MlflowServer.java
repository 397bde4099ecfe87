package org.cordscope.learning.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of MLflow's REST interface, version 2.0. Name and password, or a token, come from {@code MLFLOW_TRACKING_USERNAME}
 * and {@code MLFLOW_TRACKING_PASSWORD}, or {@code MLFLOW_TRACKING_TOKEN}, as MLflow's own clients take them.
 */
final class MlflowServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int SHOWN = 200;

    private final URI tracking;
    private final Optional<String> authorization;
    private final HttpClient client;

    MlflowServer(URI tracking, Map<String, String> environment, ProxySelector proxies) {
        if (!String.valueOf(tracking.getScheme()).matches("https?") || tracking.getHost() == null) {
            throw new IllegalArgumentException("MLflow's address is not of the form http://host:port: " + tracking);
        }
        this.tracking = tracking;
        this.authorization = authorization(environment);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .proxy(proxies)
                .build();
    }

    private static Optional<String> authorization(Map<String, String> environment) {
        String token = environment.get("MLFLOW_TRACKING_TOKEN");
        String name = environment.get("MLFLOW_TRACKING_USERNAME");
        if (token != null) {
            return Optional.of("Bearer " + token);
        }
        return Optional.ofNullable(name)
                .map(user -> user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", ""))
                .map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    URI address() {
        return tracking;
    }

    /** The identifier of an experiment by its name; it is made where there is none. */
    String experiment(String name) throws IOException, InterruptedException {
        String query = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpResponse<String> found = send(request(query).GET().build());
        if (found.statusCode() == OK) {
            return text(json(query, found).path("experiment"), "experiment_id");
        }
        if (!found.body().contains("RESOURCE_DOES_NOT_EXIST")) {
            throw refused(query, found);
        }
        return text(post("experiments/create", Map.of("name", name)), "experiment_id");
    }

    JsonNode post(String call, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = request(call)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != OK) {
            throw refused(call, answer);
        }
        return json(call, answer);
    }

    private static JsonNode json(String call, HttpResponse<String> answer) throws IOException {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw refused(call, answer);
        }
    }

    static String text(JsonNode from, String key) throws IOException {
        JsonNode value = from.path(key);
        if (!value.isTextual()) {
            throw new IOException("MLflow's answer has no " + key);
        }
        return value.textValue();
    }

    private HttpRequest.Builder request(String call) {
        String base = tracking.toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/2.0/mlflow/" + call));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    /** The client's own time limit ends with the headers; an answer that never ends is given up as well. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + PATIENCE.toSeconds() + " seconds", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static IOException refused(String call, HttpResponse<String> answer) {
        String said = answer.body();
        try {
            said = JSON.readTree(said).path("message").asText(said);
        } catch (JsonProcessingException e) {
            // a page of a proxy; its beginning is shown
        }
        String shown = said.length() > SHOWN ? said.substring(0, SHOWN) + "..." : said;
        return new IOException(call.replaceFirst("\\?.*", "") + " was answered with " + answer.statusCode() + ": "
                + shown.strip().replaceAll("\\s+", " "));
    }
}
