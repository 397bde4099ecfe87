package org.cordscope.web;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.study.UserFacingException;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.page.Html;
import org.cordscope.web.page.Layout;
import org.cordscope.web.page.Texts;

/** What went wrong, as a page for people and as JSON for scripts; never with what only the server should know. */
final class Problems {
    private Problems() {}

    static void register(RoutesConfig routes, Site site, EventLog log) {
        routes.exception(Refusal.class, (e, context) -> answer(context, site, e.status(), message(e), ""));
        routes.exception(
                UserFacingException.class,
                (e, context) -> answer(context, site, HttpStatus.CONFLICT, message(e), e.remedy()));
        routes.exception(
                IllegalArgumentException.class,
                (e, context) -> answer(context, site, HttpStatus.BAD_REQUEST, message(e) + ".", ""));
        routes.exception(
                JsonProcessingException.class,
                (e, context) -> answer(context, site, HttpStatus.BAD_REQUEST, Texts.of("problem.json"), ""));
        routes.exception(HttpResponseException.class, (e, context) -> {
            HttpStatus status = HttpStatus.forStatus(e.getStatus());
            answer(
                    context,
                    site,
                    status,
                    Texts.of(status == HttpStatus.NOT_FOUND ? "problem.nowhere" : "problem.refused"),
                    "");
        });
        routes.exception(
                CancellationException.class,
                (e, context) ->
                        answer(context, site, HttpStatus.SERVICE_UNAVAILABLE, Texts.of("problem.stopping"), ""));
        routes.exception(Exception.class, (e, context) -> {
            log.warning("a request failed", Map.of("problem", fault(e)));
            answer(context, site, HttpStatus.INTERNAL_SERVER_ERROR, Texts.of("problem.fault"), "");
        });
    }

    /** Kinds of the problem and of its causes, and where in Cordscope it arose; never its words, which may tell who somebody is. */
    private static String fault(Throwable problem) {
        StringBuilder words = new StringBuilder();
        String place = "";
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            words.append(words.isEmpty() ? "" : " of ").append(cause.getClass().getSimpleName());
            place = Stream.of(cause.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("org.cordscope."))
                    .findFirst()
                    .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                    .orElse(place);
        }
        return words + place;
    }

    private static String message(Exception problem) {
        return String.valueOf(problem.getMessage());
    }

    private static void answer(Context context, Site site, HttpStatus status, String problem, String remedy) {
        context.status(status);
        if (context.path().startsWith("/api/")) {
            context.contentType("application/json").result(Layout.json(Map.of("problem", problem, "remedy", remedy)));
            return;
        }
        boolean signIn = status == HttpStatus.UNAUTHORIZED
                && site.team()
                && context.method().equals(HandlerType.GET);
        if (signIn) {
            context.redirect("/login", HttpStatus.SEE_OTHER);
            return;
        }
        boolean mayGoOn = status != HttpStatus.UNAUTHORIZED;
        context.html(Layout.door(
                Texts.of("problem.title"),
                element("div.mark", "Cordscope"),
                element("h1", problem),
                element(
                        "p",
                        remedy.isEmpty() && status == HttpStatus.UNAUTHORIZED ? Texts.of("problem.enter") : remedy),
                mayGoOn
                        ? element("p", element("a.button", attribute("href", "/"), Texts.of("problem.home")))
                        : Html.NONE));
    }
}
