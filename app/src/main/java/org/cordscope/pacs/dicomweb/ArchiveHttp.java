package org.cordscope.pacs.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.cordscope.learning.initial.Body;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one archive, each made again while that is worth it. All requests may be repeated: what is stored has the same
 * UIDs every time.
 */
public final class ArchiveHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_JSON = 256L << 20;
    private static final Duration LONGEST_ASKED_WAIT = Duration.ofMinutes(1);

    private final HttpClient client;
    private final URI root;
    private final Credentials credentials;
    private final Duration patience;
    private final Retries retries;

    /** Takes what it needs of an answer that is no failure. */
    @FunctionalInterface
    interface Reading<T> {
        T read(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response, InputStream body)
                throws IOException, InterruptedException;
    }

    /**
     * An archive.
     *
     * @param root address below which all paths are
     * @param trust certificates in PEM; null for those of the Java platform
     * @param patience how long the archive may be silent
     */
    public ArchiveHttp(URI root, Credentials credentials, @Nullable Path trust, Duration patience, Retries retries)
            throws IOException {
        checkRoot(root);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER); // would carry the credentials elsewhere
        if (trust != null) {
            builder.sslContext(TrustFile.context(trust));
        }
        this.client = builder.build();
        this.root = URI.create(root.toString().replaceAll("/+$", ""));
        this.credentials = credentials;
        this.patience = patience;
        this.retries = retries;
    }

    private ArchiveHttp(ArchiveHttp other, URI root) {
        this.client = other.client;
        this.root = root;
        this.credentials = other.credentials;
        this.patience = other.patience;
        this.retries = other.retries;
    }

    private static void checkRoot(URI root) {
        String scheme = String.valueOf(root.getScheme());
        if (root.getUserInfo() != null) {
            throw new UserFacingException(
                    "The archive's address holds a password, which every list of processes shows",
                    "Take it out, and give --credentials env:NAME or file:PATH.");
        }
        if (!(scheme.equals("http") || scheme.equals("https")) || root.getHost() == null) {
            throw new UserFacingException(
                    "The archive's address is not of the form http://host:port/path", "Correct it.");
        }
    }

    /** The same archive below a path of its address. */
    public ArchiveHttp below(String path) {
        return new ArchiveHttp(this, URI.create(root + "/" + path.replaceAll("^/+|/+$", "")));
    }

    /**
     * Gets JSON; a missing node for an answer without content.
     *
     * @param what is asked for, in words for messages
     */
    public JsonNode json(String what, String path, String mediaType) throws IOException, InterruptedException {
        return ask(
                what,
                () -> HttpRequest.newBuilder(URI.create(root + path)).header("Accept", mediaType),
                (response, body) -> response.statusCode() == 204 ? JSON.missingNode() : parse(what, body));
    }

    /** Posts a text and gets JSON. */
    public JsonNode post(String what, String path, String text) throws IOException, InterruptedException {
        return ask(
                what,
                () -> HttpRequest.newBuilder(URI.create(root + path))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(text)),
                (response, body) -> parse(what, body));
    }

    static JsonNode parse(String what, InputStream body) throws IOException {
        try {
            JsonNode node = JSON.readTree(new BoundedStream(body, LARGEST_JSON));
            return node == null ? JSON.missingNode() : node;
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new ArchiveException(Kind.PASSING, 0, "the archive's answer to " + what + " is no JSON", e);
        }
    }

    URI address(String path) {
        return URI.create(root + path);
    }

    /** Makes a request until it succeeds or is not worth trying again. */
    <T> T ask(String what, Supplier<HttpRequest.Builder> request, Reading<T> reading)
            throws IOException, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return once(what, request.get(), reading);
            } catch (ArchiveException e) {
                boolean later = e.retryAfter().compareTo(LONGEST_ASKED_WAIT) > 0;
                if (!e.isWorthRetrying() || later || failures >= retries.attempts()) {
                    throw e;
                }
                Duration wait = retries.after(failures);
                retries.sleeper().sleep(wait.compareTo(e.retryAfter()) > 0 ? wait : e.retryAfter());
            }
        }
    }

    private <T> T once(String what, HttpRequest.Builder request, Reading<T> reading)
            throws IOException, InterruptedException {
        Optional<String> authorization = authorization();
        authorization.ifPresent(value -> request.header("Authorization", value));
        request.timeout(patience).header("User-Agent", "cordscope/" + CordscopeVersion.current());
        HttpRequest built = request.build();
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(what, built);
        try (Body body = new Body(response.body(), patience)) {
            int status = response.statusCode();
            boolean saysWhatFailed = status == 409 && built.method().equals("POST"); // STOW-RS, PS3.18 table 10.5.3-1
            if (status / 100 != 2 && !saysWhatFailed) {
                Kind kind = status == 401 && !authorization.equals(authorization()) // a token renewed meanwhile
                        ? Kind.PASSING
                        : kind(status);
                throw new ArchiveException(
                        kind, status, sentence(status, what), null, RetryAfter.of(response.headers()));
            }
            return reading.read(response, unpacked(response.headers(), new BodyStream(body)));
        }
    }

    private Optional<String> authorization() throws ArchiveException {
        try {
            return credentials.header();
        } catch (UncheckedIOException | UserFacingException e) {
            throw new ArchiveException(
                    Kind.UNREACHABLE, 0, "the credentials cannot be read, or are half-written or open to others", e);
        }
    }

    private static InputStream unpacked(HttpHeaders headers, InputStream body) throws ArchiveException {
        String packing =
                headers.firstValue("Content-Encoding").orElse("identity").strip();
        return switch (packing.toLowerCase(Locale.ROOT)) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> new GzipStream(body);
            default -> throw new ArchiveException(Kind.REFUSED, "the archive packs its answers other than by gzip");
        };
    }

    private static String sentence(int status, String what) {
        String answered = "the archive answered " + status + " to " + what;
        return status / 100 == 3
                ? answered + ": it is at another address, which must be given (credentials do not follow there)"
                : answered;
    }

    private static Kind kind(int status) {
        if (status == 401 || status == 403) {
            return Kind.NOT_ALLOWED;
        }
        return status >= 500 || status == 408 || status == 429 ? Kind.PASSING : Kind.REFUSED;
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(String what, HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofPublisher());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new ArchiveException(Kind.UNREACHABLE, 0, "the archive cannot be reached", e);
        } catch (HttpTimeoutException e) {
            throw new ArchiveException(Kind.PASSING, 0, "the archive does not answer " + what, e);
        } catch (SSLException e) {
            throw new ArchiveException(
                    Kind.UNREACHABLE, 0, "there is no secure connection to the archive that can be trusted", e);
        } catch (IOException e) {
            throw new ArchiveException(Kind.PASSING, 0, "the connection to the archive failed during " + what, e);
        }
    }
}
