package org.cordscope.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.util.JavalinBindException;
import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.labelling.LabelRelease;
import org.cordscope.study.UserFacingException;
import org.cordscope.web.access.Accounts;
import org.cordscope.web.access.Guard;
import org.cordscope.web.access.LoginLimit;
import org.cordscope.web.access.OneTimeToken;
import org.cordscope.web.access.Sessions;
import org.cordscope.web.pixels.SliceSource;

/** The web app of one study: labelling, adjudication, reading. Listens on this machine only, until it is closed. */
public final class WebApp implements Closeable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long LARGEST_REQUEST = 256 * 1024;

    private final Javalin server;
    private final WebSettings settings;
    private final OneTimeToken token;

    private WebApp(Javalin server, WebSettings settings, OneTimeToken token) {
        this.server = server;
        this.settings = settings;
        this.token = token;
    }

    /**
     * Starts serving a study, which must stay open.
     *
     * @throws UserFacingException where the port is taken, or a team has no account yet
     */
    public static WebApp start(StudyFolder study, WebSettings settings) {
        Accounts accounts = new Accounts(study);
        if (settings.team() && accounts.all().isEmpty()) {
            throw new UserFacingException(
                    "The study has no account yet.", "Make one with: cordscope serve user add NAME --role admin");
        }
        Sessions sessions = new Sessions(study.clock());
        OneTimeToken token = new OneTimeToken();
        Set<String> hosts = ConcurrentHashMap.newKeySet();
        Guard guard = new Guard(sessions, hosts::contains, settings.secure(), () -> LabelRelease.allFinal(study));
        Site site =
                new Site(study, guard, accounts, new SliceSource(study), settings.team(), settings.worklist() != null);
        Javalin server = Javalin.create(config -> {
            configure(config);
            guard.register(config.routes);
            register(config.routes, site, sessions, settings, token);
        });
        try {
            server.start(LOOPBACK, settings.port());
        } catch (JavalinBindException e) {
            throw new UserFacingException(
                    "Port " + settings.port() + " is taken.", "Choose another with --port, or leave it out.", e);
        }
        hosts.addAll(settings.hosts(server.port()));
        return new WebApp(server, settings, token);
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.generateEtags = false;
        config.http.strictContentTypes = true;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    }

    private static void register(
            RoutesConfig routes, Site site, Sessions sessions, WebSettings settings, OneTimeToken token) {
        Problems.register(routes, site);
        AssetRoutes.register(routes);
        new EntryRoutes(site, settings, token, new LoginLimit(site.study().clock())).register(routes);
        new HomeRoutes(site).register(routes);
        new SliceRoutes(site).register(routes);
        new LabelRoutes(site).register(routes);
        new AdjudicationRoutes(site).register(routes);
        new LabelsRoutes(site).register(routes);
        new RunRoutes(site).register(routes);
        new AccountRoutes(site, sessions).register(routes);
        if (settings.worklist() != null) {
            new WorklistRoutes(site, settings.worklist()).register(routes);
        }
    }

    public int port() {
        return server.port();
    }

    /** Where to go: with a token that opens one session, or to the page on which a team signs in. */
    public String url() {
        String base = settings.publicUrl() == null
                ? "http://" + LOOPBACK + ":" + port()
                : settings.publicUrl().toString().replaceFirst("/$", "");
        return settings.team() ? base + "/" : base + "/enter?token=" + token.value();
    }

    /** Stops serving; answers that were acknowledged are stored. */
    @Override
    public void close() {
        server.stop();
    }
}
