package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.web.access.Permission;

/** What all pages share: head, bar with the way to the other pages, dialog of keys. */
public final class Layout {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Layout() {}

    private record Place(String path, String text, Permission permission) {}

    private static final String WORKLIST = "/worklist";
    private static final List<Place> PLACES = List.of(
            new Place("/", "nav.home", Permission.SIGNED_IN),
            new Place("/label", "nav.label", Permission.LABEL),
            new Place("/adjudicate", "nav.adjudicate", Permission.ADJUDICATE),
            new Place("/labels", "nav.labels", Permission.COORDINATE),
            new Place("/read", "nav.read", Permission.SEE_MODEL),
            new Place("/runs", "nav.runs", Permission.SEE_MODEL),
            new Place(WORKLIST, "nav.worklist", Permission.SEE_MODEL),
            new Place("/accounts", "nav.accounts", Permission.ADMINISTER),
            new Place("/help", "nav.help", Permission.SIGNED_IN));

    /** A page to read, in a column. */
    public static String column(Visitor visitor, String path, String title, Html... content) {
        return page(visitor, path, title, "page", element("main.column", attribute("id", "main"), List.of(content)));
    }

    /** A page to work at, over the whole window, with the script of this name. */
    public static String room(Visitor visitor, String path, String title, String script, Html content) {
        return page(visitor, path, title, script, content);
    }

    private static String page(Visitor visitor, String path, String title, String script, Html content) {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
        element(
                        "html",
                        attribute("lang", "en"),
                        head(title + " \u00b7 Cordscope", script, visitor.csrf()),
                        element(
                                "body." + script,
                                element("a.skip", attribute("href", "#main"), Texts.of("nav.skip")),
                                bar(visitor, path),
                                content,
                                Html.data("texts", json(Texts.forScripts()))))
                .writeTo(out);
        return out.toString();
    }

    /** A page before anybody has signed in. */
    public static String door(String title, Html... content) {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
        element(
                        "html",
                        attribute("lang", "en"),
                        head(title + " \u00b7 Cordscope", "", ""),
                        element("body.door", element("main.door", attribute("id", "main"), List.of(content))))
                .writeTo(out);
        return out.toString();
    }

    private static Html head(String title, String script, String csrf) {
        List<Object> inside = new ArrayList<>(List.of(
                element("meta", attribute("charset", "utf-8")),
                element(
                        "meta",
                        attribute("name", "viewport"),
                        attribute("content", "width=device-width, initial-scale=1")),
                element("meta", attribute("name", "color-scheme"), attribute("content", "dark")),
                element("title", title),
                element("link", attribute("rel", "icon"), attribute("href", "/assets/mark.svg")),
                element("link", attribute("rel", "stylesheet"), attribute("href", "/assets/app.css")),
                element("link", attribute("rel", "stylesheet"), attribute("href", "/assets/figures.css"))));
        if (!csrf.isEmpty()) {
            inside.add(element("meta", attribute("name", "csrf"), attribute("content", csrf)));
        }
        if (!script.isEmpty()) {
            inside.add(element("script", attribute("type", "module"), attribute("src", "/assets/" + script + ".js")));
        }
        return element("head", inside.toArray());
    }

    private static Html bar(Visitor visitor, String path) {
        List<Html> links = new ArrayList<>();
        for (Place place : PLACES) {
            if (visitor.may(place.permission())
                    && (visitor.worklist() || !place.path().equals(WORKLIST))) {
                boolean here = path.equals(place.path());
                links.add(element(
                        "a",
                        attribute("href", place.path()),
                        here ? attribute("aria-current", "page") : "",
                        Texts.of(place.text())));
            }
        }
        return element(
                "header.bar",
                element("a.mark", attribute("href", "/"), "Cordscope"),
                element("span.study", visitor.study()),
                element("nav", attribute("aria-label", Texts.of("nav.name")), links),
                element("span.space"),
                who(visitor));
    }

    private static Html who(Visitor visitor) {
        String name = visitor.person().readsAs();
        if (name != null) {
            return element(
                    "div.who",
                    Texts.of("who.reading", name),
                    form(visitor, "/read-as/stop", button("quiet", Texts.of("who.stop"))));
        }
        if (!visitor.team()) {
            return element("div.who", Texts.of("who.owner"));
        }
        return element(
                "div.who",
                visitor.person().name() + " \u00b7 "
                        + Texts.of("role." + visitor.person().role().name()),
                form(visitor, "/leave", button("quiet", Texts.of("who.leave"))));
    }

    /** A form that posts with the session's token. */
    public static Html form(Visitor visitor, String action, Object... inside) {
        List<Object> all = new ArrayList<>(List.of(
                attribute("method", "post"),
                attribute("action", action),
                element(
                        "input",
                        attribute("type", "hidden"),
                        attribute("name", "csrf"),
                        attribute("value", visitor.csrf()))));
        all.addAll(List.of(inside));
        return element("form", all.toArray());
    }

    public static Html button(String cssClass, String text) {
        return element("button" + (cssClass.isEmpty() ? "" : "." + cssClass), attribute("type", "submit"), text);
    }

    /** JSON of what scripts need. */
    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }
}
