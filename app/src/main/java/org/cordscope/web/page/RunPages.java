package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cordscope.learning.Epoch;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.table.Tables;

/** Training runs: the list, and one run with its curves. */
public final class RunPages {
    private RunPages() {}

    /** What the list says of a run. */
    public record Run(String name, List<Epoch> epochs, boolean scored) {
        public Run {
            epochs = List.copyOf(epochs);
        }
    }

    public static String list(Visitor visitor, List<Run> runs, boolean hasReport) {
        List<Html> rows = runs.stream().map(RunPages::row).toList();
        Html table = rows.isEmpty()
                ? element("p.muted", Texts.of("runs.none"))
                : element(
                        "div.wide",
                        element(
                                "table",
                                element(
                                        "thead",
                                        element(
                                                "tr",
                                                element("th", Texts.of("runs.name")),
                                                element("th.n", Texts.of("runs.epochs")),
                                                element("th.n", Texts.of("runs.accuracy")),
                                                element("th.n", Texts.of("runs.loss")),
                                                element("th", element("span.unseen", Texts.of("nav.read"))))),
                                element("tbody", rows)));
        return Layout.column(
                visitor,
                "/runs",
                Texts.of("nav.runs"),
                element("h1", Texts.of("nav.runs")),
                table,
                hasReport
                        ? element("p", element("a.button", attribute("href", "/report"), Texts.of("nav.report")))
                        : Html.NONE);
    }

    private static Html row(Run run) {
        Optional<Epoch> best = run.epochs().stream()
                .filter(e -> Double.isFinite(e.validationLoss()))
                .min(Comparator.comparingDouble(Epoch::validationLoss));
        return element(
                "tr",
                element("td", element("a", attribute("href", "/runs/" + run.name()), run.name())),
                element("td.n", String.valueOf(run.epochs().size())),
                element(
                        "td.n",
                        best.map(e -> fixed(100 * e.validationAccuracy(), 1) + " %")
                                .orElse("\u2013")),
                element("td.n", best.map(e -> fixed(e.validationLoss(), 4)).orElse("\u2013")),
                element(
                        "td",
                        run.scored()
                                ? element("a", attribute("href", "/read?run=" + run.name()), Texts.of("nav.read"))
                                : Html.NONE));
    }

    private static String fixed(double value, int decimals) {
        return Numbers.fixed(value, decimals);
    }

    /** @param config the run's {@code config.yaml}, as it is */
    public static String run(Visitor visitor, Run run, String config) {
        List<Html> content = new ArrayList<>();
        content.add(element("h1", run.name()));
        content.add(element(
                "div",
                attribute("id", "curves"),
                attribute("data-src", "/runs/" + run.name() + "/training.svg"),
                element(
                        "img.curves",
                        attribute("src", "/runs/" + run.name() + "/training.svg"),
                        attribute("alt", Texts.of("runs.curves")))));
        content.add(element("p.fine", attribute("id", "fresh"), Texts.of("runs.fresh")));
        if (run.scored()) {
            content.add(element(
                    "p", element("a.button", attribute("href", "/read?run=" + run.name()), Texts.of("runs.read"))));
        }
        content.add(element(
                "div",
                attribute("id", "epochs"),
                run.epochs().isEmpty() ? Html.NONE : LabelsPage.table(Tables.training(run.name(), run.epochs()))));
        content.add(element("h2", Texts.of("runs.config")));
        content.add(element("pre", config));
        return Layout.column(visitor, "/runs", run.name(), content.toArray(Html[]::new));
    }
}
