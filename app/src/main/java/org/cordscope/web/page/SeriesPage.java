package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.cohort.SeriesChoices;
import org.cordscope.cohort.SeriesEvidence;
import org.cordscope.cohort.SeriesOverride;
import org.cordscope.report.figure.Numbers;

/** Which series of each study is read and why, and another one by hand. Studies without a scan come first. */
public final class SeriesPage {
    private static final int MOST_STUDIES = 100;
    private static final int MINUTES = 16;

    private SeriesPage() {}

    /**
     * @param series all that are to be shown
     * @param choices what was chosen by hand, the newest first
     * @param one whether these are the series of one study, which was asked for
     */
    public static String of(
            Visitor visitor, List<SeriesEvidence> series, List<SeriesChoices.Event> choices, boolean one) {
        Map<String, List<SeriesEvidence>> byStudy = new LinkedHashMap<>();
        series.forEach(s ->
                byStudy.computeIfAbsent(s.studyUid(), k -> new ArrayList<>()).add(s));
        List<List<SeriesEvidence>> studies = byStudy.values().stream()
                .sorted(Comparator.comparing(study -> study.get(0).chosen()))
                .toList();
        List<Html> content = new ArrayList<>();
        content.add(element("h1", Texts.of("series.title")));
        content.add(element("p.muted", Texts.of("series.text")));
        if (one) {
            content.add(element("p", element("a", attribute("href", "/series"), Texts.of("series.all"))));
        }
        if (studies.isEmpty()) {
            content.add(element("p", Texts.of("read.none")));
        }
        studies.stream().limit(MOST_STUDIES).forEach(study -> content.add(study(visitor, study, one)));
        if (studies.size() > MOST_STUDIES) {
            content.add(
                    element("p.fine", Texts.of("series.more", Numbers.count(studies.size() - (long) MOST_STUDIES))));
        }
        if (!choices.isEmpty()) {
            content.add(element("h2", Texts.of("series.choices")));
            content.add(element(
                    "ul.plain", choices.stream().map(e -> event(e, series)).toList()));
        }
        return Layout.column(visitor, "/series", Texts.of("series.title"), content.toArray(Html[]::new));
    }

    private static Html study(Visitor visitor, List<SeriesEvidence> series, boolean open) {
        SeriesEvidence first = series.get(0);
        return element(
                "details.framed.study",
                open || !first.chosen() ? attribute("open", "") : "",
                element(
                        "summary",
                        element("b", first.subject()),
                        " ",
                        element("span", first.chosen() ? first.name() : Texts.of("series.noscan")),
                        " ",
                        element("span.muted", Texts.of("series.count", series.size()))),
                Layout.form(
                        visitor,
                        "/series/choose",
                        attribute("data-confirm", Texts.of("series.confirm")),
                        element(
                                "div.wide",
                                element(
                                        "table.series",
                                        element(
                                                "thead",
                                                element(
                                                        "tr",
                                                        element("th", Texts.of("series.name")),
                                                        element("th.n", Texts.of("series.files")),
                                                        element("th", Texts.of("series.decision")),
                                                        element("th", Texts.of("series.evidence")))),
                                        element(
                                                "tbody",
                                                series.stream()
                                                        .map(SeriesPage::row)
                                                        .toList()))),
                        series.size() > 1 || !first.chosen() ? choice() : Html.NONE));
    }

    private static Html row(SeriesEvidence series) {
        return element(
                series.chosen() ? "tr.chosen" : "tr",
                element("td", series.chosen() ? element("span.uid", series.name()) : mark(series)),
                element("td.n", Numbers.count(series.files())),
                element("td", (series.chosen() ? Texts.of("series.chosen") + ": " : "") + series.reason()),
                element(
                        "td.fine",
                        element(
                                "ul.plain",
                                series.evidence().stream()
                                        .map(fact -> element("li", fact))
                                        .toList())));
    }

    private static Html mark(SeriesEvidence series) {
        return element(
                "label.check",
                element(
                        "input",
                        attribute("type", "radio"),
                        attribute("name", "series"),
                        attribute("value", series.seriesUid()),
                        attribute("required", "")),
                element("span.uid", series.name()));
    }

    private static Html choice() {
        return element(
                "div.inline",
                element(
                        "label.long",
                        Texts.of("labels.unlock.reason"),
                        element(
                                "input",
                                attribute("name", "reason"),
                                attribute("maxlength", String.valueOf(SeriesOverride.LONGEST_REASON)),
                                attribute("required", ""),
                                attribute("autocomplete", "off"))),
                Layout.button("", Texts.of("series.choose")));
    }

    private static Html event(SeriesChoices.Event event, List<SeriesEvidence> series) {
        String at = event.at().toString().substring(0, MINUTES).replace('T', ' ');
        String was = event.displacedUid().isEmpty() ? Texts.of("series.noscan") : name(event.displacedUid(), series);
        return element(
                "li.muted",
                Texts.of("series.event", at, event.by(), name(event.seriesUid(), series), was, event.reason()));
    }

    private static String name(String uid, List<SeriesEvidence> series) {
        return series.stream()
                .filter(s -> s.seriesUid().equals(uid))
                .map(SeriesEvidence::name)
                .findFirst()
                .orElse(uid);
    }
}
