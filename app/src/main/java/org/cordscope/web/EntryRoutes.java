package org.cordscope.web;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import org.cordscope.web.access.Guard;
import org.cordscope.web.access.LoginLimit;
import org.cordscope.web.access.OneTimeToken;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Person;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.oidc.OidcSettings;
import org.cordscope.web.page.Html;
import org.cordscope.web.page.Layout;
import org.cordscope.web.page.Texts;

/** Ways in and out: the one-time address, the login of a team, reading in a rater's name. */
final class EntryRoutes {
    private final Site site;
    private final WebSettings settings;
    private final OneTimeToken token;
    private final LoginLimit limit;

    EntryRoutes(Site site, WebSettings settings, OneTimeToken token, LoginLimit limit) {
        this.site = site;
        this.settings = settings;
        this.token = token;
        this.limit = limit;
    }

    void register(RoutesConfig routes) {
        if (settings.team()) {
            routes.get("/login", context -> context.html(login("", "")), Permission.ANYBODY);
            routes.post("/login", this::signIn, Permission.ANYBODY);
            routes.post("/leave", this::leave, Permission.SIGNED_IN);
        } else {
            routes.get("/enter", this::enter, Permission.ANYBODY);
            routes.post("/read-as", this::readAs, Permission.READ_AS);
            routes.post("/read-as/stop", this::stopReading, Permission.READ_AS);
        }
    }

    private void enter(Context context) {
        String given = context.queryParam("token");
        if (given == null || !token.spend(given)) {
            throw new Refusal(HttpStatus.UNAUTHORIZED, Texts.of("enter.spent"));
        }
        site.guard().enter(context, Person.OWNER);
        context.redirect("/", HttpStatus.SEE_OTHER);
    }

    private void signIn(Context context) {
        String name = Site.field(context, "name");
        String password = Optional.ofNullable(context.formParam("password")).orElse("");
        String address = address(context);
        Duration wait = limit.begin(name, address);
        if (!wait.isZero()) {
            long seconds = wait.toSeconds() + 1;
            context.header("Retry-After", String.valueOf(seconds)).status(HttpStatus.TOO_MANY_REQUESTS);
            context.html(login(name, Texts.of("login.wait", seconds)));
            return;
        }
        Optional<Person> person = site.accounts().verify(name, password);
        if (person.isEmpty()) {
            limit.failed(address);
            context.status(HttpStatus.UNAUTHORIZED).html(login(name, Texts.of("login.wrong")));
            return;
        }
        limit.succeeded(name);
        site.guard().enter(context, person.get());
        context.redirect("/", HttpStatus.SEE_OTHER);
    }

    /** Behind the proxy, the address that the proxy has seen. */
    private String address(Context context) {
        String forwarded = context.header("X-Forwarded-For");
        return settings.behindProxy() && forwarded != null
                ? forwarded.substring(forwarded.lastIndexOf(',') + 1).strip()
                : context.ip();
    }

    private void leave(Context context) {
        site.guard().leave(context);
        context.redirect("/login", HttpStatus.SEE_OTHER);
    }

    private String login(String name, String problem) {
        return Layout.door(
                Texts.of("login.title"),
                element("div.mark", "Cordscope"),
                element("h1", site.study().settings().name()),
                problem.isEmpty() ? Html.NONE : element("p.problem", attribute("role", "alert"), problem),
                element(
                        "form.stacked",
                        attribute("method", "post"),
                        attribute("action", "/login"),
                        element("label", Texts.of("login.name"), input("name", "text", name, "username")),
                        element(
                                "label",
                                Texts.of("login.password"),
                                input("password", "password", "", "current-password")),
                        Layout.button("main", Texts.of("login.enter"))),
                settings.oidc() == null ? Html.NONE : provider(settings.oidc()));
    }

    private static Html provider(OidcSettings oidc) {
        return element(
                "p.provider",
                element(
                        "a.button",
                        attribute("href", "/login/oidc"),
                        Texts.of("login.oidc", oidc.issuer().getHost())));
    }

    private static Html input(String name, String type, String value, String autocomplete) {
        return element(
                "input",
                attribute("name", name),
                attribute("type", type),
                attribute("value", value),
                attribute("autocomplete", autocomplete),
                attribute("required", ""));
    }

    /** The owner becomes a rater, and no more than a rater, until the owner says otherwise. */
    private void readAs(Context context) {
        String rater = Site.field(context, "rater");
        ReadingOrder.assign(site, context, rater);
        Guard.session(context).become(Person.OWNER.reading(rater));
        context.redirect("/label", HttpStatus.SEE_OTHER);
    }

    private void stopReading(Context context) {
        Guard.session(context).become(Person.OWNER);
        context.redirect("/", HttpStatus.SEE_OTHER);
    }
}
