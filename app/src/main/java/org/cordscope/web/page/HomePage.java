package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cordscope.cohort.Flow;
import org.cordscope.labelling.Assignment;
import org.cordscope.labelling.LabelRelease;
import org.cordscope.report.StudyFlow;
import org.cordscope.report.figure.Numbers;
import org.cordscope.web.access.Permission;

/** The study at a glance. Those who make labels see their own progress, and of others only how far they are. */
public final class HomePage {
    private HomePage() {}

    /** @param runs names of training runs, the newest first */
    public static String of(
            Visitor visitor,
            Flow flow,
            List<Assignment> assignments,
            List<LabelRelease> releases,
            List<String> runs,
            boolean hasReport) {
        List<Html> content = new ArrayList<>();
        content.add(element("h1", visitor.study()));
        content.add(element("p.caution", Texts.of("caution")));
        content.add(tiles(flow, visitor));
        content.add(next(visitor, assignments, releases, runs, hasReport));
        content.add(element("h2", Texts.of("home.raters")));
        content.add(progress(assignments));
        if (visitor.may(Permission.COORDINATE)) {
            content.add(element("h2", Texts.of("home.flow")));
            content.add(element(
                    "div.wide.framed", Html.figure(StudyFlow.diagram(flow).figure())));
        }
        return Layout.column(visitor, "/", Texts.of("nav.home"), content.toArray(Html[]::new));
    }

    private static Html tiles(Flow flow, Visitor visitor) {
        List<Html> tiles = new ArrayList<>(List.of(
                tile("home.patients", flow.subjects()),
                tile("home.scans", flow.scans()),
                tile("home.slices", flow.slices())));
        if (visitor.may(Permission.COORDINATE)) {
            tiles.add(tile("home.labelled", flow.labelled()));
        }
        return element("div.tiles", tiles);
    }

    private static Html tile(String name, long count) {
        return element(
                "div.tile", element("div.value", Numbers.count(count)), element("div.name", Texts.of(name, count)));
    }

    private static Html next(
            Visitor visitor,
            List<Assignment> assignments,
            List<LabelRelease> releases,
            List<String> runs,
            boolean hasReport) {
        List<Html> cards = new ArrayList<>();
        if (visitor.may(Permission.LABEL)) {
            cards.add(card("/label", "nav.label", Texts.of("home.label")));
        }
        if (visitor.may(Permission.READ_AS) && visitor.rater().isEmpty()) {
            cards.add(readAs(visitor));
        }
        boolean allLocked = assignments.stream().allMatch(Assignment::locked);
        if (visitor.may(Permission.ADJUDICATE)) {
            cards.add(card("/adjudicate", "nav.adjudicate", Texts.of(allLocked ? "home.adjudicate" : "home.wait")));
        }
        if (visitor.may(Permission.COORDINATE)) {
            String state = releases.isEmpty()
                    ? Texts.of("home.unfrozen")
                    : Texts.of("home.frozen", releases.get(0).number());
            cards.add(card("/labels", "nav.labels", state));
            cards.add(card("/series", "nav.series", Texts.of("home.series")));
        }
        if (visitor.may(Permission.SEE_MODEL)) {
            cards.add(card("/read", "nav.read", Texts.of(runs.isEmpty() ? "home.read.model" : "home.read")));
            cards.add(card("/runs", "nav.runs", runs.isEmpty() ? Texts.of("home.norun") : runs.get(0)));
        }
        if (visitor.may(Permission.SEE_MODEL) && hasReport) {
            cards.add(card("/report", "nav.report", Texts.of("home.report")));
        }
        return element("div.cards", cards);
    }

    private static Html card(String path, String title, String text) {
        return element("a.card", attribute("href", path), element("b", Texts.of(title)), element("span", text));
    }

    private static Html readAs(Visitor visitor) {
        return element(
                "div.card.full",
                element("b", Texts.of("readas.title")),
                element("span", Texts.of("readas.text")),
                Layout.form(
                        visitor,
                        "/read-as",
                        attribute("class", "inline"),
                        element(
                                "label",
                                Texts.of("readas.name"),
                                element(
                                        "input",
                                        attribute("name", "rater"),
                                        attribute("maxlength", "40"),
                                        attribute("required", ""),
                                        attribute("autocomplete", "off"))),
                        modes(),
                        repeats(),
                        shuffle(),
                        Layout.button("main", Texts.of("readas.start"))));
    }

    static Html modes() {
        return element(
                "label",
                Texts.of("mode.name"),
                element(
                        "select",
                        attribute("name", "mode"),
                        element("option", attribute("value", "binary"), Texts.of("mode.binary")),
                        element("option", attribute("value", "graded"), Texts.of("mode.graded"))));
    }

    /** Share of the scans that come again, hidden in the list. */
    static Html repeats() {
        List<Html> options = Stream.of("0", "5", "10", "20")
                .map(percent -> element(
                        "option",
                        attribute("value", percent),
                        percent.equals("0") ? Texts.of("mode.repeat.none") : percent + " %"))
                .toList();
        return element("label", Texts.of("mode.repeat"), element("select", attribute("name", "repeat"), options));
    }

    static Html shuffle() {
        return element(
                "label.check",
                element("input", attribute("type", "checkbox"), attribute("name", "shuffle"), attribute("value", "1")),
                Texts.of("mode.shuffle"));
    }

    /** How far each rater is: a bar and words, no answers. */
    static Html progress(List<Assignment> assignments) {
        if (assignments.isEmpty()) {
            return element("p.muted", Texts.of("home.noraters"));
        }
        List<Html> rows = assignments.stream()
                .map(a -> element(
                        "tr",
                        element("td", a.rater()),
                        element("td.muted", Texts.of("mode." + a.mode().name().toLowerCase(Locale.ROOT))),
                        element(
                                "td.grow",
                                element(
                                        "progress",
                                        attribute("max", String.valueOf(Math.max(1, a.slices()))),
                                        attribute("value", String.valueOf(a.answered())),
                                        attribute("aria-label", a.rater()))),
                        element("td.n", Numbers.percent((double) a.answered() / Math.max(1, a.slices()))),
                        element("td", Texts.of("state." + a.state().name()))))
                .toList();
        return element("table.progress", element("tbody", rows));
    }
}
