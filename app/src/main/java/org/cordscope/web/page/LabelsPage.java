package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.agreement.IntraRater;
import org.cordscope.labelling.Assignment;
import org.cordscope.labelling.LabelChain;
import org.cordscope.labelling.LabelRelease;
import org.cordscope.labelling.LockEvents;
import org.cordscope.labelling.RaterPair;
import org.cordscope.report.table.Table;
import org.cordscope.report.table.Tables;

/** For the coordinator: who labels, how well raters agree, releases and exports. */
public final class LabelsPage {
    private LabelsPage() {}

    /**
     * @param pairs raters who share slices; empty where agreement is not shown yet
     * @param again each rater against itself; empty where agreement is not shown yet or nothing was read twice
     * @param locks what happened to locks, the oldest first
     * @param open disagreements without a decision; -1 while raters are labelling
     * @param fresh labels that no release has made final
     */
    public static String of(
            Visitor visitor,
            List<Assignment> assignments,
            List<RaterPair> pairs,
            List<IntraRater> again,
            List<LockEvents.LockEvent> locks,
            long open,
            long fresh,
            List<LabelRelease> releases,
            LabelChain.Check chain) {
        List<Html> content = new ArrayList<>();
        content.add(element("h1", Texts.of("labels.title")));
        content.add(element("h2", Texts.of("home.raters")));
        content.add(HomePage.progress(assignments));
        if (visitor.team()) {
            content.add(assign(visitor));
        }
        content.add(LocksPart.of(visitor, assignments, locks, releases.isEmpty()));
        content.add(element("h2", Texts.of("labels.agreement")));
        if (pairs.isEmpty()) {
            content.add(element("p.muted", Texts.of("labels.noagreement")));
        }
        for (RaterPair pair : pairs) {
            content.add(element("h3", Texts.of("labels.pair", pair.raterA(), pair.raterB())));
            content.add(table(Tables.agreement(pair.agreement(), pair.raterA(), pair.raterB())));
        }
        for (IntraRater rater : again) {
            content.add(element("h3", Texts.of("labels.again", rater.rater())));
            content.add(table(Tables.agreement(rater.agreement(), "First reading", "second reading")));
        }
        content.add(element("h2", Texts.of("labels.releases")));
        content.add(releases(visitor, open, fresh, releases));
        content.add(element("h2", Texts.of("labels.exports")));
        content.add(exports());
        content.add(element("h2", Texts.of("labels.chain")));
        content.add(element("p", chain.problem().orElse(Texts.of("labels.chain.whole", chain.events()))));
        content.add(element("p.hash", chain.head()));
        return Layout.column(visitor, "/labels", Texts.of("labels.title"), content.toArray(Html[]::new));
    }

    private static Html assign(Visitor visitor) {
        return Layout.form(
                visitor,
                "/labels/assign",
                attribute("class", "inline"),
                element(
                        "label",
                        Texts.of("labels.assign"),
                        element(
                                "input",
                                attribute("name", "rater"),
                                attribute("maxlength", "40"),
                                attribute("required", ""),
                                attribute("autocomplete", "off"))),
                HomePage.modes(),
                HomePage.repeats(),
                HomePage.shuffle(),
                Layout.button("", Texts.of("labels.assign.do")));
    }

    private static Html releases(Visitor visitor, long open, long fresh, List<LabelRelease> releases) {
        List<Html> rows = releases.stream()
                .map(r -> element(
                        "tr",
                        element("td", String.valueOf(r.number())),
                        element("td", r.at().substring(0, 16).replace('T', ' ')),
                        element("td", r.by()),
                        element("td.n", String.valueOf(r.labels())),
                        element("td.hash", r.labelsSha256())))
                .toList();
        Html table = rows.isEmpty()
                ? Html.NONE
                : element(
                        "div.wide",
                        element(
                                "table",
                                head("labels.number", "labels.at", "labels.by", "labels.count", "labels.hash"),
                                element("tbody", rows)));
        boolean done = open == 0 && fresh == 0 && !releases.isEmpty();
        String state = open < 0
                ? Texts.of("labels.freeze.wait")
                : open > 0
                        ? Texts.of("labels.freeze.open", open)
                        : Texts.of(done ? "labels.freeze.done" : "labels.freeze.ready");
        Html freeze = open == 0 && !done
                ? Layout.form(
                        visitor,
                        "/labels/freeze",
                        attribute("data-confirm", Texts.of("labels.freeze.confirm")),
                        Layout.button("main", Texts.of("labels.freeze")))
                : Html.NONE;
        return element("div", table, element("p.muted", state), freeze);
    }

    private static Html head(String... names) {
        return element(
                "thead",
                element(
                        "tr",
                        List.of(names).stream()
                                .map(n -> element("th", Texts.of(n)))
                                .toList()));
    }

    private static Html exports() {
        List<Html> links = List.of("long", "wide", "zero_one", "redcap", "json", "events").stream()
                .map(form -> element(
                        "a.button",
                        attribute("href", "/labels/export/" + form),
                        attribute("download", ""),
                        Texts.of("export." + form)))
                .toList();
        return element("div.row.wrap", links);
    }

    /** A table of the report, in this app's clothes. */
    static Html table(Table table) {
        List<Html> rows = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<Html> cells = new ArrayList<>();
            for (int c = 0; c < row.size(); c++) {
                cells.add(element(c == 0 ? "td" : "td.n", row.get(c)));
            }
            rows.add(element("tr", cells));
        }
        List<Html> head = new ArrayList<>();
        for (int c = 0; c < table.header().size(); c++) {
            head.add(element(c == 0 ? "th" : "th.n", table.header().get(c)));
        }
        return element(
                "div.wide",
                element(
                        "table",
                        element("caption", table.caption()),
                        element("thead", element("tr", head)),
                        element("tbody", rows)),
                table.notes().stream().map(n -> element("p.fine", n)).toList());
    }
}
