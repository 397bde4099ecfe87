package org.cordscope.web;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.function.Supplier;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Person;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.access.Sessions;
import org.cordscope.web.oidc.OidcLogin;
import org.cordscope.web.oidc.OidcProblem;
import org.cordscope.web.page.Layout;
import org.cordscope.web.page.Texts;

/** The way in by a provider: there, and back with who somebody is. */
final class OidcRoutes {
    private static final String PATH = "/login/oidc";
    private static final String BACK = PATH + "/callback";
    private static final String COOKIE = "cordscope-oidc";
    private static final int SECONDS = 600;

    private final Site site;
    private final Sessions sessions;
    private final OidcLogin login;
    private final Supplier<String> base;
    private final boolean secure;

    /** @param base address of this server for browsers, without a path */
    OidcRoutes(Site site, Sessions sessions, OidcLogin login, Supplier<String> base, boolean secure) {
        this.site = site;
        this.sessions = sessions;
        this.login = login;
        this.base = base;
        this.secure = secure;
    }

    void register(RoutesConfig routes) {
        routes.get(PATH, this::depart, Permission.ANYBODY);
        routes.get(BACK, this::arrive, Permission.ANYBODY);
    }

    private void depart(Context context) {
        try {
            OidcLogin.Departure departure = login.depart(URI.create(base.get() + BACK));
            remember(context, departure.state(), SECONDS);
            context.redirect(departure.address().toString(), HttpStatus.SEE_OTHER);
        } catch (OidcProblem e) {
            throw new Refusal(HttpStatus.BAD_GATEWAY, e.words() + ".");
        }
    }

    /** Comes from another site, so that it may change nothing but who is signed in, and only for whoever set out from here. */
    private void arrive(Context context) {
        OidcLogin.Arrival arrival;
        try {
            arrival = login.arrive(URI.create(base.get() + BACK + "?" + context.queryString()), context.cookie(COOKIE));
        } catch (OidcProblem | IllegalArgumentException e) {
            String words = e instanceof OidcProblem problem ? problem.words() : Texts.of("login.oidc.wrong");
            throw new Refusal(HttpStatus.FORBIDDEN, words + ".");
        } finally {
            remember(context, "", 0);
        }
        Person person = site.accounts().provided(arrival.subject(), arrival.name(), arrival.role());
        sessions.closeAllOf(person.name());
        site.guard().enter(context, person);
        // The cookie of a session goes out only with what a page of this server asks for: not with a redirect from
        // another.
        context.header("Refresh", "0; url=/");
        context.html(Layout.door(
                Texts.of("login.title"),
                element("h1", Texts.of("login.oidc.welcome", person.name())),
                element("p", element("a.button", attribute("href", "/"), Texts.of("problem.home")))));
    }

    private void remember(Context context, String state, int seconds) {
        context.cookie(new Cookie(COOKIE, state, PATH, seconds, secure, true, null, SameSite.LAX));
    }
}
