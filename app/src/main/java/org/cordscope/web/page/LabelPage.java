package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordscope.labelling.Assignment;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.labelling.DiscLevel;

/** Where a rater spends the day: one slice, one key. */
public final class LabelPage {
    private LabelPage() {}

    /** @param assignment the rater's own; empty where the coordinator has given none */
    public static String of(Visitor visitor, Optional<Assignment> assignment, Directions directions) {
        if (assignment.isEmpty()) {
            return Layout.column(
                    visitor,
                    "/label",
                    Texts.of("nav.label"),
                    element("h1", Texts.of("nav.label")),
                    element("p", Texts.of("label.unassigned")));
        }
        return Layout.room(
                visitor, "/label", Texts.of("nav.label"), "label", room(visitor, assignment.get(), directions));
    }

    private static Html[] room(Visitor visitor, Assignment assignment, Directions directions) {
        return new Html[] {
            ViewerParts.film(),
            ViewerParts.stage(),
            element(
                    "aside.panel",
                    attribute("aria-label", Texts.of("label.panel")),
                    element(
                            "section",
                            element("h2", Texts.of("label.yours")),
                            element("div.answers", attribute("id", "answers"), answers(assignment.mode())),
                            assignment.mode() == ReadingMode.GRADED ? graded() : Html.NONE,
                            element("div.row", tool("undo", "tool.undo"), tool("next", "tool.next"))),
                    element(
                            "section",
                            element("h2", Texts.of("label.progress")),
                            element(
                                    "progress",
                                    attribute("id", "progress"),
                                    attribute("max", "1"),
                                    attribute("value", "0"),
                                    attribute("aria-label", Texts.of("label.progress"))),
                            element(
                                    "div.row.spread",
                                    element("span", attribute("id", "count")),
                                    element("span.muted", attribute("id", "pace"))),
                            element("div.saved", attribute("id", "saved"), attribute("role", "status")),
                            assignment.locked() ? element("p.lock", Texts.of("label.locked")) : lock(visitor)),
                    ViewerParts.locator(),
                    directions.folded(assignment.mode()))
        };
    }

    private static List<Html> answers(ReadingMode mode) {
        List<Html> buttons = new ArrayList<>();
        if (mode == ReadingMode.BINARY) {
            buttons.add(answer("0", "0", "answer.no"));
            buttons.add(answer("1", "1", "answer.yes"));
        } else {
            buttons.addAll(grades());
        }
        buttons.add(answer("x", "x", "answer.unreadable"));
        return buttons;
    }

    static List<Html> grades() {
        return IntStream.rangeClosed(0, 3)
                .mapToObj(grade -> answer(String.valueOf(grade), String.valueOf(grade), "grade." + grade))
                .toList();
    }

    static Html answer(String value, String key, String text) {
        return element(
                "button.answer",
                attribute("type", "button"),
                attribute("data-answer", value),
                attribute("aria-pressed", "false"),
                element("kbd", key),
                element("span", Texts.of(text)));
    }

    private static Html graded() {
        return element(
                "div.graded",
                element(
                        "div.row",
                        attribute("id", "extents"),
                        attribute("role", "group"),
                        attribute("aria-label", Texts.of("extent.name")),
                        choice("extent", "PARTIAL", "p", "extent.partial"),
                        choice("extent", "CIRCUMFERENTIAL", "c", "extent.circumferential")),
                element(
                        "div.row",
                        attribute("id", "confidences"),
                        attribute("role", "group"),
                        attribute("aria-label", Texts.of("confidence.name")),
                        choice("confidence", "SURE", "", "confidence.sure"),
                        choice("confidence", "LIKELY", "", "confidence.likely"),
                        choice("confidence", "UNSURE", "v", "confidence.unsure")),
                element(
                        "div.row.levels",
                        attribute("id", "levels"),
                        attribute("role", "group"),
                        attribute("aria-label", Texts.of("level.name")),
                        Stream.of(DiscLevel.values()).map(LabelPage::level).toList(),
                        element("span.keys", element("kbd", ","), element("kbd", "."))));
    }

    private static Html level(DiscLevel level) {
        return element(
                "button.choice",
                attribute("type", "button"),
                attribute("data-level", level.name()),
                attribute("aria-pressed", "false"),
                level.words());
    }

    private static Html choice(String what, String value, String key, String text) {
        return element(
                "button.choice",
                attribute("type", "button"),
                attribute("data-" + what, value),
                attribute("aria-pressed", "false"),
                key.isEmpty() ? Html.NONE : element("kbd", key),
                element("span", Texts.of(text)));
    }

    private static Html tool(String action, String text) {
        return element("button.quiet", attribute("type", "button"), attribute("data-action", action), Texts.of(text));
    }

    private static Html lock(Visitor visitor) {
        return Layout.form(
                visitor,
                "/label/lock",
                attribute("id", "lock"),
                attribute("data-confirm", Texts.of("label.confirm")),
                element(
                        "button.main.wide",
                        attribute("type", "submit"),
                        attribute("disabled", ""),
                        Texts.of("label.lock")));
    }
}
