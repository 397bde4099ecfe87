package org.cordscope.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import io.javalin.util.JavalinBindException;
import java.io.Closeable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.labelling.LabelRelease;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.study.UserFacingException;
import org.cordscope.web.access.Accounts;
import org.cordscope.web.access.Guard;
import org.cordscope.web.access.LoginLimit;
import org.cordscope.web.access.OneTimeToken;
import org.cordscope.web.access.Sessions;
import org.cordscope.web.access.TlsCertificate;
import org.cordscope.web.oidc.OidcLogin;
import org.cordscope.web.pixels.MapSource;
import org.cordscope.web.pixels.SliceSource;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web app of one study: labelling, adjudication, reading. Listens until it is closed. */
public final class WebApp implements Closeable {
    private static final long LARGEST_REQUEST = 256 * 1024;

    /** How long requests may go on when the server stops; at half of it their threads are interrupted. */
    private static final long STOP_MS = 4_000;

    /** Environment variable with the secret of a confidential client. */
    private static final String OIDC_SECRET = "CORDSCOPE_OIDC_SECRET";

    private final Javalin server;
    private final WebSettings settings;
    private final OneTimeToken token;
    private final MapSource maps;

    private WebApp(Javalin server, WebSettings settings, OneTimeToken token, MapSource maps) {
        this.server = server;
        this.settings = settings;
        this.token = token;
        this.maps = maps;
    }

    /**
     * Starts serving a study, which must stay open.
     *
     * @param models stay the caller's to close, after this
     * @param log is told of requests that fail by a fault of the program
     * @throws UserFacingException where the port is taken, or a team has no account yet
     */
    public static WebApp start(StudyFolder study, WebSettings settings, Models models, EventLog log) {
        Accounts accounts = new Accounts(study);
        if (settings.team() && settings.oidc() == null && accounts.all().isEmpty()) {
            throw new UserFacingException(
                    "The study has no account yet.", "Make one with: cordscope serve user add NAME --role admin");
        }
        Sessions sessions = new Sessions(study.clock(), accounts::standing);
        OneTimeToken token = new OneTimeToken();
        Set<String> hosts = ConcurrentHashMap.newKeySet();
        Guard guard = new Guard(sessions, hosts::contains, settings.secure(), () -> LabelRelease.allFinal(study));
        Site site =
                new Site(study, guard, accounts, new SliceSource(study), settings.team(), settings.worklist() != null);
        AtomicInteger port = new AtomicInteger();
        MapSource maps = new MapSource(site.slices(), models::mapper, models::map);
        Javalin server = Javalin.create(config -> {
            configure(config, settings);
            guard.register(config.routes);
            Problems.register(config.routes, site, log);
            register(config.routes, site, sessions, settings, token);
            new ReadingRoutes(site, models, maps).register(config.routes);
            if (settings.oidc() != null) {
                OidcLogin login = new OidcLogin(settings.oidc(), System.getenv(OIDC_SECRET), study.clock());
                new OidcRoutes(site, sessions, login, () -> settings.base(port.get()), settings.secure())
                        .register(config.routes);
            }
        });
        try {
            server.start(settings.listen(), settings.port());
        } catch (JavalinBindException e) {
            throw new UserFacingException(
                    "Port " + settings.port() + " of " + settings.listen() + " is taken, or there is no such address.",
                    "Choose another port with --port, or leave it out.",
                    e);
        }
        port.set(server.port());
        hosts.addAll(settings.hosts(server.port()));
        return new WebApp(server, settings, token, maps);
    }

    private static void configure(JavalinConfig config, WebSettings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.generateEtags = false;
        config.http.strictContentTypes = true;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(WebApp::stopSoon);
        TlsCertificate certificate = settings.certificate();
        if (certificate != null) {
            SslContextFactory.Server context = certificate.context();
            config.jetty.addConnector((server, http) -> encrypted(server, http, context, settings));
        }
    }

    private static void stopSoon(Server server) {
        server.setStopTimeout(0); // else it waits so long before it interrupts, and then fails
        if (server.getThreadPool() instanceof QueuedThreadPool threads) {
            threads.setStopTimeout(STOP_MS);
        }
    }

    private static Connector encrypted(
            Server server, HttpConfiguration http, SslContextFactory.Server context, WebSettings settings) {
        // The guard compares the name; by address there is none in the handshake.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(server, context, new HttpConnectionFactory(http));
        connector.setHost(settings.listen());
        connector.setPort(settings.port());
        return connector;
    }

    private static void register(
            RoutesConfig routes, Site site, Sessions sessions, WebSettings settings, OneTimeToken token) {
        AssetRoutes.register(routes);
        new EntryRoutes(site, settings, token, new LoginLimit(site.study().clock())).register(routes);
        new HomeRoutes(site).register(routes);
        new SliceRoutes(site).register(routes);
        new LabelRoutes(site).register(routes);
        new AdjudicationRoutes(site).register(routes);
        new LabelsRoutes(site).register(routes);
        new RunRoutes(site).register(routes);
        new SeriesRoutes(site).register(routes);
        new AccountRoutes(site, sessions).register(routes);
        if (settings.worklist() != null) {
            new WorklistRoutes(site, settings.worklist()).register(routes);
        }
    }

    /** Every route, as its method and path, with what it asks of its caller; what asks for nothing is closed to all. */
    Map<String, Set<RouteRole>> routes() {
        Map<String, Set<RouteRole>> routes = new TreeMap<>();
        for (ParsedEndpoint parsed : server.unsafe.internalRouter.allHttpHandlers()) {
            Endpoint endpoint = parsed.endpoint;
            if (endpoint.method.isHttpMethod()) {
                Roles roles = endpoint.metadata(Roles.class);
                routes.put(endpoint.method + " " + endpoint.path, roles == null ? Set.of() : roles.getRoles());
            }
        }
        return routes;
    }

    public int port() {
        return server.port();
    }

    /** Where to go: with a token that opens one session, or to the page on which a team signs in. */
    public String url() {
        String base = settings.base(port());
        return settings.team() ? base + "/" : base + "/enter?token=" + token.value();
    }

    /** Stops serving; answers that were acknowledged are stored. */
    @Override
    public void close() {
        server.stop();
        maps.close();
    }
}
