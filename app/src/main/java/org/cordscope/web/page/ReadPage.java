package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordscope.web.access.Permission;

/** The reading of what a model says, filled by its script. */
public final class ReadPage {
    private ReadPage() {}

    /**
     * What reads scans that no run has scored.
     *
     * @param name for people
     * @param findsCord whether it has contours of what it took for the cord
     */
    public record Model(String name, boolean findsCord) {}

    /**
     * @param scored runs that have predictions
     * @param run the one that is read; empty where the model reads
     * @param model the model
     * @param empty whether the study has no scan
     */
    public static String of(Visitor visitor, List<String> scored, Optional<String> run, Model model, boolean empty) {
        if (empty) {
            return Layout.column(
                    visitor,
                    "/read",
                    Texts.of("nav.read"),
                    element("h1", Texts.of("nav.read")),
                    element("p", Texts.of("read.none")));
        }
        return Layout.room(
                visitor,
                "/read",
                Texts.of("nav.read"),
                "read",
                ViewerParts.film(),
                element(
                        "div.stack",
                        ViewerParts.stage(),
                        element(
                                "section.strip",
                                attribute("aria-label", Texts.of("read.strip")),
                                element("div", attribute("id", "strip")),
                                element("p.fine", attribute("id", "legend")))),
                element(
                        "aside.panel",
                        attribute("aria-label", Texts.of("read.panel")),
                        source(visitor, scored, run, model.name()),
                        slice(),
                        overlay(run.isEmpty() && model.findsCord()),
                        element(
                                "section",
                                element("h2", Texts.of("read.runs")),
                                element("ul.plain", attribute("id", "compressed"))),
                        scans(),
                        ViewerParts.locator()));
    }

    private static Html source(Visitor visitor, List<String> scored, Optional<String> run, String model) {
        List<Html> options = new ArrayList<>();
        options.add(option("", model, run.isEmpty()));
        scored.forEach(name -> options.add(option(name, name, name.equals(run.orElse("")))));
        return element(
                "section",
                element("label.stacked", Texts.of("read.run"), element("select", attribute("id", "run"), options)),
                element("p.fine", attribute("id", "under"), attribute("role", "status")),
                visitor.may(Permission.COORDINATE)
                        ? element(
                                "p.fine",
                                element(
                                        "a",
                                        attribute("id", "series"),
                                        attribute("href", "/series"),
                                        Texts.of("read.series")))
                        : Html.NONE);
    }

    private static Html option(String value, String text, boolean selected) {
        return element("option", attribute("value", value), selected ? attribute("selected", "") : "", text);
    }

    private static Html slice() {
        return element("section", element("h2", Texts.of("read.slice")), element("div", attribute("id", "slice")));
    }

    /** @param contours whether there are some besides the map: then they are shown at first */
    private static Html overlay(boolean contours) {
        return element(
                "section",
                element("h2", Texts.of("read.overlay")),
                contours
                        ? element(
                                "div.row",
                                attribute("role", "group"),
                                attribute("aria-label", Texts.of("read.overlay")),
                                choice("overlay", "contours", true),
                                choice("overlay", "map", false))
                        : Html.NONE,
                element(
                        "label.stacked",
                        Texts.of(contours ? "read.opacity" : "read.map"),
                        element(
                                "input",
                                attribute("id", "opacity"),
                                attribute("type", "range"),
                                attribute("min", "0"),
                                attribute("max", "100"),
                                attribute("value", contours ? "80" : "0"))),
                element("p.fine", attribute("id", "method"), attribute("role", "status")));
    }

    private static Html scans() {
        return element(
                "section",
                element("h2", Texts.of("read.scans")),
                element(
                        "div.row",
                        attribute("id", "filters"),
                        attribute("role", "group"),
                        attribute("aria-label", Texts.of("read.filter")),
                        choice("filter", "all", true),
                        choice("filter", "errors", false),
                        choice("filter", "uncertain", false)),
                element("ol.list", attribute("id", "list")));
    }

    private static Html choice(String group, String name, boolean pressed) {
        return element(
                "button.choice",
                attribute("type", "button"),
                attribute("data-" + group, name),
                attribute("aria-pressed", Boolean.toString(pressed)),
                Texts.of("read." + group + "." + name));
    }
}
