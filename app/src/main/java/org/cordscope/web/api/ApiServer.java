package org.cordscope.web.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cordscope.service.CodingService;
import org.cordscope.service.telemetry.AuditLog;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.service.telemetry.ServiceMetrics;
import org.cordscope.study.UserFacingException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;

/** The HTTP API of a coding service, until it is closed. */
public final class ApiServer implements Closeable {
    private static final long IDLE_STOP_MS = 5_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final Javalin server;
    private final ApiSettings settings;
    private final CodingService service;
    private final ApiToken token;
    private final ServiceMetrics metrics;
    private final AuditLog audit;
    private final EventLog log;
    private final SortedSet<String> routes = new TreeSet<>();

    // guarded by this
    private long refusals;
    private long lastRefusal;

    private ApiServer(
            CodingService service,
            ApiSettings settings,
            ApiToken token,
            ServiceMetrics metrics,
            AuditLog audit,
            EventLog log) {
        this.service = service;
        this.settings = settings;
        this.token = token;
        this.metrics = metrics;
        this.audit = audit;
        this.log = log;
        this.server = Javalin.create(this::configure);
    }

    /**
     * Starts listening.
     *
     * @throws UserFacingException where the port is taken
     */
    public static ApiServer start(
            CodingService service,
            ApiSettings settings,
            ApiToken token,
            ServiceMetrics metrics,
            AuditLog audit,
            EventLog log) {
        ApiServer api = new ApiServer(service, settings, token, metrics, audit, log);
        try {
            api.server.start(settings.address(), settings.port());
        } catch (JavalinBindException e) {
            throw new UserFacingException(
                    "The API cannot listen at " + settings.address() + ", port " + settings.port(),
                    "Choose another with --port or --listen.",
                    e);
        }
        return api;
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.generateEtags = false;
        config.http.compressionStrategy =
                CompressionStrategy.NONE; // files keep the length that they are announced with
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(jetty -> jetty.setStopTimeout(IDLE_STOP_MS));
        config.events.handlerAdded(added -> {
            if (added.getHttpMethod().isHttpMethod()) {
                routes.add(added.getHttpMethod().name() + " " + added.getPath());
            }
        });
        config.requestLogger.http(
                (context, ms) -> metrics.request(context.method().name(), route(context), context.statusCode()));
        register(config.routes);
    }

    private void register(RoutesConfig to) {
        to.before(context -> context.header("X-Content-Type-Options", "nosniff").header("Cache-Control", "no-store"));
        to.beforeMatched(this::check);
        ApiProblems.register(to, log);
        new OperationRoutes(service).register(to);
        new JobRoutes(service, this::audit).register(to);
    }

    private static String route(Context context) {
        var endpoint = context.endpoints().lastHttpEndpoint();
        return endpoint == null ? "none" : endpoint.path;
    }

    private void check(Context context) throws IOException {
        if (context.routeRoles().contains(Access.ANYBODY)) {
            return;
        }
        String given = Objects.requireNonNullElse(context.header("Authorization"), "");
        if (context.routeRoles().contains(Access.TOKEN) && token.opens(given)) {
            return;
        }
        refused(context);
        context.header("WWW-Authenticate", "Bearer realm=\"cordscope\"");
        throw new ApiProblems.Problem(
                HttpStatus.UNAUTHORIZED, "Send the token of the service: Authorization: Bearer TOKEN.");
    }

    /** At most a line a second, so that nobody fills the disk by asking. */
    private synchronized void refused(Context context) throws IOException {
        refusals++;
        long now = System.nanoTime();
        if (refusals == 1 || now - lastRefusal > SECOND_NANOS) {
            lastRefusal = now;
            audit.write("refused", "nobody known from " + context.ip(), Map.of("refusals", refusals));
            log.warning("access refused", Map.of("refusals", refusals));
        }
    }

    private void audit(Context context, String action, @Nullable String job) throws IOException {
        Map<String, Object> fields = job == null ? Map.of() : Map.of("job", job);
        audit.write(action, "token from " + context.ip(), fields);
    }

    /** Every route that is there, as {@code GET /path/{parameter}}. */
    public SortedSet<String> routes() {
        return routes;
    }

    public int port() {
        return server.port();
    }

    /** Where it is. */
    public String url() {
        String host = settings.address().contains(":") ? "[" + settings.address() + "]" : settings.address();
        return "http://" + host + ":" + port();
    }

    /** Whether a client has gone before it was answered. */
    static boolean clientIsGone(Throwable problem) {
        return problem instanceof EofException || problem.getCause() instanceof EofException;
    }

    /** Refuses what is new, answers what is under way, and ends. */
    @Override
    public void close() {
        service.refuseUploads();
        server.stop();
    }
}
