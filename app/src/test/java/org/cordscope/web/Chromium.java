package org.cordscope.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real browser without a window, driven over the Chrome DevTools protocol: Debian's chromium, nothing to download. Questions
 * that a page asks are answered with yes.
 */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Process process, URI address) {
        this.process = process;
        this.socket =
                HTTP.newWebSocketBuilder().buildAsync(address, new Listener()).join();
    }

    static Chromium start(Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=1440,900",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
            if (System.nanoTime() > end || !process.isAlive()) {
                process.destroyForcibly();
                throw new IOException("chromium did not start");
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        JsonNode pages =
                JSON.readTree(HTTP.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        for (JsonNode page : pages) {
            if (page.path("type").asText().equals("page")) {
                Chromium chromium = new Chromium(
                        process, URI.create(page.path("webSocketDebuggerUrl").asText()));
                for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                    chromium.send(domain + ".enable", Map.of());
                }
                return chromium;
            }
        }
        process.destroyForcibly();
        throw new IOException("chromium shows no page");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                received(whole);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void received(String message) {
        JsonNode node;
        try {
            node = JSON.readTree(message);
        } catch (IOException e) {
            complaints.add(message);
            return;
        }
        if (node.has("id")) {
            CompletableFuture<JsonNode> waits = waiting.remove(node.path("id").asInt());
            if (waits != null) {
                waits.complete(node);
            }
            return;
        }
        switch (node.path("method").asText()) {
            case "Page.javascriptDialogOpening" -> tell("Page.handleJavaScriptDialog", Map.of("accept", true));
            case "Runtime.exceptionThrown" -> complaints.add(node.path("params").toString());
            case "Log.entryAdded" ->
                complaints.add(node.at("/params/entry/text").asText() + " "
                        + node.at("/params/entry/url").asText());
            default -> {}
        }
    }

    private CompletableFuture<JsonNode> ask(String method, Map<String, ?> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        write(id, method, parameters);
        return answer;
    }

    /** A message whose answer nobody waits for. */
    private void tell(String method, Map<String, ?> parameters) {
        write(lastId.incrementAndGet(), method, parameters);
    }

    private synchronized void write(int id, String method, Map<String, ?> parameters) {
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        socket.sendText(message.toString(), true).join();
    }

    JsonNode send(String method, Map<String, ?> parameters) {
        return ask(method, parameters)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .path("result");
    }

    /** What the page's scripts and the browser complained of. */
    List<String> complaints() {
        return new ArrayList<>(complaints);
    }

    void open(Object address) {
        send("Page.navigate", Map.of("url", address.toString()));
        until("document.readyState === 'complete'");
    }

    /** The value of an expression, promises awaited. */
    JsonNode value(String expression) {
        JsonNode result =
                send("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /** Waits until an expression is true; one that cannot be worked out yet is not. */
    void until(String expression) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String frames = "new Promise(r => requestAnimationFrame(() => r(!!(() => { try { return " + expression
                + " } catch { return false } })())))";
        while (System.nanoTime() < end) {
            JsonNode result =
                    send("Runtime.evaluate", Map.of("expression", frames, "awaitPromise", true, "returnByValue", true));
            if (result.at("/result/value").asBoolean()) {
                return;
            }
        }
        throw new IllegalStateException("never true: " + expression + "; complaints: " + complaints);
    }

    /** Presses and releases one key: a character, or a name such as ArrowDown. */
    void press(String key) {
        boolean character = key.length() == 1;
        String code = key.matches("\\d") ? "Digit" + key : key;
        Map<String, Object> event = new LinkedHashMap<>(Map.of("key", key, "code", code));
        event.put("windowsVirtualKeyCode", character ? (int) Character.toUpperCase(key.charAt(0)) : 0);
        Map<String, Object> down = new LinkedHashMap<>(event);
        down.put("type", "keyDown");
        if (character) {
            down.put("text", key);
        }
        event.put("type", "keyUp");
        send("Input.dispatchKeyEvent", down);
        send("Input.dispatchKeyEvent", event);
    }

    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** Cuts the network off, or lets it through again. */
    void offline(boolean cut) {
        send(
                "Network.emulateNetworkConditions",
                Map.of("offline", cut, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String data = send("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() {
        tell("Browser.close", Map.of());
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
    }
}
