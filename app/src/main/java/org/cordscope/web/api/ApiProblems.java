package org.cordscope.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordscope.service.Refused;
import org.cordscope.service.telemetry.EventLog;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** What went wrong, as problem details (RFC 9457): a status and one sentence, never what only the server should know. */
final class ApiProblems {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_DRAINED = 16L << 20;
    private static final long LONGEST_DRAINED_NANOS = 5_000_000_000L;
    private static final long LONGEST_SILENCE_MS = 1_000;

    private ApiProblems() {}

    /** A request that is not served. */
    static final class Problem extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final HttpStatus status;

        Problem(HttpStatus status, String sentence) {
            super(sentence, null, false, false);
            this.status = status;
        }
    }

    static void register(RoutesConfig routes, EventLog log) {
        routes.exception(Problem.class, (e, context) -> answer(context, e.status, String.valueOf(e.getMessage())));
        routes.exception(Refused.class, (e, context) -> {
            if (e.retryAfter().toSeconds() > 0) {
                context.header("Retry-After", Long.toString(e.retryAfter().toSeconds()));
            }
            answer(context, status(e.why()), String.valueOf(e.getMessage()));
        });
        routes.exception(
                IllegalArgumentException.class,
                (e, context) -> answer(context, HttpStatus.BAD_REQUEST, e.getMessage() + "."));
        routes.exception(HttpResponseException.class, (e, context) -> {
            HttpStatus status = HttpStatus.forStatus(e.getStatus());
            answer(context, status, status == HttpStatus.NOT_FOUND ? "There is no such address." : status.getMessage());
        });
        routes.exception(Exception.class, (e, context) -> {
            boolean gone = ApiServer.clientIsGone(e);
            log.warning(
                    gone ? "a client broke off" : "a request failed",
                    Map.of("problem", e.getClass().getSimpleName()));
            answer(
                    context,
                    gone ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR,
                    gone ? "The request was broken off." : "The service failed; its log says when.");
        });
    }

    private static HttpStatus status(Refused.Why why) {
        return switch (why) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case UNUSABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT;
            case QUEUE_FULL -> HttpStatus.TOO_MANY_REQUESTS;
            case DISK_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
            case STOPPING -> HttpStatus.SERVICE_UNAVAILABLE;
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
        };
    }

    private static void answer(Context context, HttpStatus status, String sentence) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", status.getMessage());
        problem.put("status", status.getCode());
        problem.put("detail", sentence);
        try {
            context.status(status).contentType("application/problem+json").result(JSON.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and a number", e);
        }
        drain(context);
    }

    /**
     * A client that is still sending hears the answer only when it has sent; one that sends too much, too long, or nothing for a
     * while is cut off.
     */
    private static void drain(Context context) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        long usual = connection.getIdleTimeout();
        connection.setIdleTimeout(LONGEST_SILENCE_MS);
        try {
            InputStream body = context.req().getInputStream();
            byte[] buffer = new byte[1 << 14];
            long drained = 0;
            long begun = System.nanoTime();
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                drained += n;
                if (drained >= MOST_DRAINED || System.nanoTime() - begun > LONGEST_DRAINED_NANOS) {
                    context.header("Connection", "close");
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) {
            context.header("Connection", "close"); // it is gone, or silent, or has sent something broken
        } finally {
            connection.setIdleTimeout(usual);
        }
    }
}
