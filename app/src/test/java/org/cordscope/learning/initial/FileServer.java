package org.cordscope.learning.initial;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server of one file on this machine, well-behaved or not. */
final class FileServer implements AutoCloseable {
    /** What the server does after it has sent so many bytes. */
    enum Then {
        GO_ON,
        HANG_UP,
        FALL_SILENT
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    volatile byte[] content;
    volatile @Nullable String etag = "\"1\"";
    volatile @Nullable String lastModified;
    volatile boolean ranges = true;
    volatile boolean sizeKnown = true;
    volatile int status;
    volatile int stopAfter;
    volatile Then then = Then.GO_ON;
    volatile Runnable onStop = () -> {};

    FileServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI address(String path) {
        return URI.create("http://" + server.getAddress().getHostString() + ":" + port() + path);
    }

    /** What was asked: address, and the headers Range, If-Range and Proxy-Authorization where they are there. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Headers asked = exchange.getRequestHeaders();
        StringBuilder line = new StringBuilder(exchange.getRequestURI().toString());
        for (String header : List.of("Range", "If-Range", "Proxy-Authorization")) {
            if (asked.containsKey(header)) {
                line.append(' ').append(asked.getFirst(header));
            }
        }
        requests.add(line.toString());
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/moved")) {
                exchange.getResponseHeaders().set("Location", "/file");
                exchange.sendResponseHeaders(302, -1);
            } else if (status != 0) {
                exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
                boolean known = status == 407 && asked.containsKey("Proxy-Authorization");
                if (known) {
                    send(exchange, 0);
                } else {
                    exchange.sendResponseHeaders(status, -1);
                }
            } else {
                send(exchange, from(asked));
            }
        }
    }

    private int from(Headers asked) {
        String range = asked.getFirst("Range");
        String same = asked.getFirst("If-Range");
        boolean valid = same != null && (same.equals(etag) || same.equals(lastModified));
        return ranges && range != null && valid
                ? Integer.parseInt(range.replace("bytes=", "").replace("-", ""))
                : 0;
    }

    private void send(HttpExchange exchange, int from) throws IOException {
        byte[] all = content;
        Headers headers = exchange.getResponseHeaders();
        if (etag != null) {
            headers.set("ETag", etag);
        }
        if (lastModified != null) {
            headers.set("Last-Modified", lastModified);
        }
        if (from >= all.length) {
            headers.set("Content-Range", "bytes */" + all.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            headers.set("Content-Range", "bytes " + from + "-" + (all.length - 1) + "/" + all.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, sizeKnown ? all.length - from : 0);
        OutputStream out = exchange.getResponseBody();
        int first = then == Then.GO_ON ? all.length - from : Math.min(stopAfter, all.length - from);
        out.write(all, from, first);
        out.flush();
        if (then == Then.GO_ON) {
            out.close();
            return;
        }
        onStop.run();
        if (then == Then.FALL_SILENT) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
