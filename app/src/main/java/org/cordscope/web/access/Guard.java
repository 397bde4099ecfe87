package org.cordscope.web.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.security.RouteRole;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route: right host (no rebinding of names), right origin and token for whatever changes something, a
 * permission for everything, and headers that keep a browser from running or loading what is not Cordscope's.
 */
public final class Guard {
    /** Name of the header, and of the field of a form, that carries a session's token. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String CSRF_FIELD = "csrf";
    private static final String COOKIE = "cordscope";
    private static final String SESSION = "session";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Sessions sessions;
    private final Predicate<String> hosts;
    private final boolean secure;
    private final BooleanSupplier labelsAreFinal;

    /**
     * @param hosts whether the Host header names this server, with its port
     * @param secure whether browsers reach it by TLS
     * @param labelsAreFinal whether those who make labels may see a model's output
     */
    public Guard(Sessions sessions, Predicate<String> hosts, boolean secure, BooleanSupplier labelsAreFinal) {
        this.sessions = sessions;
        this.hosts = hosts;
        this.secure = secure;
        this.labelsAreFinal = labelsAreFinal;
    }

    public void register(RoutesConfig routes) {
        routes.before(this::headers);
        routes.beforeMatched(this::check);
    }

    private void headers(Context context) {
        context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
                .header("Cache-Control", "no-store");
        String host = context.header("Host");
        if (host == null || !hosts.test(host)) {
            throw new Refusal(HttpStatus.MISDIRECTED_REQUEST, "This server does not go by that name.");
        }
        if (context.isMultipart()) {
            // Its parts would be written to the disk before anybody has signed in; no page sends any.
            throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "No address of this server takes files.");
        }
    }

    private void check(Context context) {
        Optional<Session> session = sessions.find(context.cookie(COOKIE));
        session.ifPresent(s -> context.attribute(SESSION, s));
        if (changes(context)) {
            checkOrigin(context);
        }
        Set<RouteRole> asked = context.routeRoles();
        if (asked.contains(Permission.ANYBODY)) {
            return;
        }
        Session known = session.orElseThrow(() -> new Refusal(HttpStatus.UNAUTHORIZED, "Sign in first."));
        boolean allowed = !asked.isEmpty() && asked.stream().allMatch(p -> allows(known.person(), (Permission) p));
        if (!allowed) {
            throw new Refusal(HttpStatus.FORBIDDEN, "This page is not for you, or not yet.");
        }
        if (changes(context)) {
            checkToken(context, known);
        }
    }

    /** Whether somebody may, in the state in which the study is. */
    public boolean allows(Person person, Permission permission) {
        boolean modelIsOpen = permission == Permission.SEE_MODEL && person.blinded() && labelsAreFinal.getAsBoolean();
        return modelIsOpen || person.may(permission);
    }

    private static boolean changes(Context context) {
        return !context.method().equals(HandlerType.GET) && !context.method().equals(HandlerType.HEAD);
    }

    private void checkOrigin(Context context) {
        String origin = context.header("Origin");
        String own = (secure ? "https://" : "http://") + context.header("Host");
        if (origin == null || !origin.equals(own)) {
            throw new Refusal(HttpStatus.FORBIDDEN, "The request does not come from a page of this server.");
        }
    }

    private static void checkToken(Context context, Session session) {
        String token = context.header(CSRF_HEADER);
        String given = token != null ? token : context.formParam(CSRF_FIELD);
        if (given == null || !Secret.same(session.csrf(), given)) {
            throw new Refusal(HttpStatus.FORBIDDEN, "The page is out of date. Load it again.");
        }
    }

    /** The session of this request; only for routes that ask for a permission. */
    public static Session session(Context context) {
        @Nullable Session session = context.attribute(SESSION);
        if (session == null) {
            throw new IllegalStateException("the route asks for no permission");
        }
        return session;
    }

    public static Optional<Session> sessionIfAny(Context context) {
        return Optional.ofNullable(context.attribute(SESSION));
    }

    /** Opens a new session for a person and gives the browser its name. */
    public void enter(Context context, Person person) {
        sessionIfAny(context).ifPresent(sessions::close);
        Session session = sessions.open(person);
        context.cookie(new Cookie(COOKIE, session.id(), "/", -1, secure, true, null, SameSite.STRICT));
    }

    public void leave(Context context) {
        sessionIfAny(context).ifPresent(sessions::close);
        context.cookie(new Cookie(COOKIE, "", "/", 0, secure, true, null, SameSite.STRICT));
    }
}
