package org.cordscope.learning.initial;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * Brings one file from a server, and goes on where an earlier attempt ended (RFC 9110, 13.1.5 and 14): what has come lies in
 * a file that is not deleted by a failure, and beside it, as {@code .origin}, the address and the validator (ETag or
 * Last-Modified) with which a server tells whether its file is still the same. Without a validator, and where the server
 * says that its file has changed or knows no ranges, it starts anew.
 */
final class Download {
    private static final int MEGABYTE = 1_000_000;
    /** More than any weights that are read here; a server that never ends must not fill the disk. */
    private static final long LARGEST = 1L << 31;

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(\\d+|\\*)");
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final HttpClient client;
    private final Duration patience;
    private final URI address;
    private final Path part;
    private final Path origin;

    /**
     * One download.
     *
     * @param patience how long the server may be silent
     * @param part where the file grows
     */
    Download(HttpClient client, Duration patience, URI address, Path part) {
        this.client = client;
        this.patience = patience;
        this.address = address;
        this.part = part;
        this.origin = part.resolveSibling(part.getFileName() + ".origin");
    }

    /**
     * Brings the file, or what is missing of it. What has come stays when it ends early.
     *
     * @throws NetworkException where the server or the network does not give it
     * @throws InterruptedException when the thread is interrupted
     */
    void run(String title, Progress progress) throws IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw busy(title);
            }
            fill(file, title, progress);
            file.force(true);
        } catch (OverlappingFileLockException e) {
            throw busy(title);
        } catch (NetworkException e) {
            if (Files.size(part) == 0) {
                forget();
            }
            throw e;
        }
    }

    private static UserFacingException busy(String title) {
        return new UserFacingException(title + " is being downloaded by another program", "Wait for it to end.");
    }

    /** Deletes what has come. */
    void forget() throws IOException {
        Files.deleteIfExists(origin);
        Files.deleteIfExists(part);
    }

    /** Deletes what was only of use for going on. */
    void finished() throws IOException {
        Files.deleteIfExists(origin);
    }

    private void fill(FileChannel file, String title, Progress progress) throws IOException, InterruptedException {
        Optional<String> validator = validator();
        long have = validator.isPresent() ? file.size() : 0;
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = ask(have, validator.orElse(""));
        boolean nothingMore = response.statusCode() == RANGE_NOT_SATISFIABLE;
        if (nothingMore && have > 0 && total(response) == have) {
            new Body(response.body(), patience).close();
            return; // all had come, and the attempt ended before its hash was looked at
        }
        if (nothingMore || (response.statusCode() == PARTIAL && start(response) != have)) {
            new Body(response.body(), patience).close();
            have = 0;
            response = ask(0, "");
        }
        try (Body body = new Body(response.body(), patience)) {
            switch (response.statusCode()) {
                case PARTIAL -> {}
                case OK -> {
                    have = 0;
                    startAnew(file, response);
                }
                case PROXY_AUTHENTICATION_REQUIRED ->
                    throw new NetworkException(
                            "the proxy wants a name and a password (https_proxy=http://name:password@host:port)");
                default -> throw new NetworkException("the server answered " + response.statusCode());
            }
            long total = total(response);
            progress.begin("Downloading " + title + " (MB)", total < 0 ? -1 : total / MEGABYTE);
            progress.advance(have / MEGABYTE);
            drain(body, file.position(have), have, total, progress);
        }
    }

    /** Why the earlier bytes can be believed; nothing where they cannot. */
    private Optional<String> validator() throws IOException {
        if (!Files.isRegularFile(origin)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(origin);
        return lines.size() == 2 && lines.get(0).equals(address.toString())
                ? Optional.of(lines.get(1))
                : Optional.empty();
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> ask(long have, String validator)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "cordscope/" + CordscopeVersion.current());
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", validator);
        }
        String host = address.getHost();
        try {
            return client.send(request.build(), BodyHandlers.ofPublisher());
        } catch (HttpConnectTimeoutException e) {
            throw new NetworkException(host + " cannot be reached (it does not answer)", e);
        } catch (HttpTimeoutException e) {
            throw new NetworkException(host + " does not answer", e);
        } catch (ConnectException e) {
            boolean unknown = Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                    .anyMatch(UnresolvedAddressException.class::isInstance);
            throw new NetworkException(
                    host + " cannot be reached (" + (unknown ? "no such name is known here" : "connection refused")
                            + ")",
                    e);
        } catch (SSLException e) {
            boolean stranger = String.valueOf(e.getMessage()).contains("PKIX");
            throw new NetworkException(
                    stranger
                            ? "the certificate of " + host + " is not trusted by this Java"
                            : "there is no secure connection to " + host + " (" + e.getMessage() + ")",
                    e);
        } catch (IOException e) {
            throw new NetworkException("the connection to " + host + " failed (" + e.getMessage() + ")", e);
        }
    }

    private void startAnew(FileChannel file, HttpResponse<?> response) throws IOException {
        Files.deleteIfExists(origin);
        file.truncate(0);
        Optional<String> strong =
                response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\"")); // W/ is for pages, not bytes
        Optional<String> validator = strong.or(() -> response.headers().firstValue("Last-Modified"));
        if (validator.isPresent()) {
            WholeFile.write(origin, address + "\n" + validator.get() + "\n");
        }
    }

    private static Matcher range(HttpResponse<?> response) {
        return CONTENT_RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse(""));
    }

    private static long start(HttpResponse<?> response) {
        Matcher range = range(response);
        return range.matches() && range.group(1) != null ? Long.parseLong(range.group(1)) : -1;
    }

    /** Size of the whole file, -1 where the server does not say it. */
    private static long total(HttpResponse<?> response) {
        Matcher range = range(response);
        if (response.statusCode() != OK) {
            return range.matches() && !range.group(2).equals("*") ? Long.parseLong(range.group(2)) : -1;
        }
        return response.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    private static void drain(Body body, FileChannel file, long have, long total, Progress progress)
            throws IOException, InterruptedException {
        long received = have;
        for (ByteBuffer bytes = body.next(); bytes != null; bytes = body.next()) {
            long before = received / MEGABYTE;
            received += bytes.remaining();
            if (received > LARGEST) {
                throw new NetworkException("the server sends more than 2 GiB");
            }
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            progress.advance(received / MEGABYTE - before);
        }
        if (total >= 0 && received != total) {
            throw new NetworkException("the connection ended early");
        }
    }
}
