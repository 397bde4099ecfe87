package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cordscope.pacs.watch.LedgerEntry;
import org.cordscope.pacs.watch.Triage;
import org.cordscope.report.figure.Numbers;

/** The priority list of a watch: counts, then a line for each study. */
public final class WorklistPage {
    private static final int MOST_ROWS = 500;
    private static final Set<String> NUMBERS =
            Set.of("rank", "probability", "judged", "compressed", "run", "received", "returned");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private WorklistPage() {}

    /** @param now when the ledger was read */
    public static String of(Visitor visitor, List<Triage.Item> items, Instant now) {
        List<Html> content = new ArrayList<>();
        content.add(element("h1", Texts.of("nav.worklist")));
        content.add(element("p.caution", Texts.of("worklist.caution", TIME.format(now))));
        if (items.isEmpty()) {
            content.add(element("p.muted", Texts.of("worklist.none")));
        } else {
            content.add(tiles(items));
            content.add(table(items.subList(0, Math.min(MOST_ROWS, items.size()))));
            if (items.size() > MOST_ROWS) {
                content.add(element("p.fine", Texts.of("worklist.more", Numbers.count(items.size() - MOST_ROWS))));
            }
        }
        return Layout.column(visitor, "/worklist", Texts.of("nav.worklist"), content.toArray(Html[]::new));
    }

    private static Html tiles(List<Triage.Item> items) {
        List<Html> tiles = new ArrayList<>();
        Triage.counts(items)
                .forEach((priority, count) -> tiles.add(element(
                        "div.tile",
                        element("div.value", Numbers.count(count)),
                        element("div.name", priority.words()))));
        return element("div.tiles", tiles);
    }

    private static Html table(List<Triage.Item> items) {
        List<Html> head = new ArrayList<>();
        for (String column : List.of(
                "rank", "priority", "probability", "judged", "compressed", "run", "received", "returned", "study")) {
            head.add(element(NUMBERS.contains(column) ? "th.n" : "th", Texts.of("worklist." + column)));
        }
        List<Html> rows = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            boolean first = i > 0 && items.get(i).priority() != items.get(i - 1).priority();
            rows.add(row(items.get(i), first));
        }
        return element("table.worklist", element("thead", element("tr", head)), element("tbody", rows));
    }

    /** @param first of its priority, below another one */
    private static Html row(Triage.Item item, boolean first) {
        LedgerEntry entry = item.entry();
        LedgerEntry.Coding coding = entry.coding();
        String priority = item.priority().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Double confidence = item.confidence();
        Duration returned = item.untilReturned();
        return element(
                "tr." + priority + (first ? ".first" : ""),
                element("td.n", Integer.toString(item.rank())),
                element("td.priority", item.priority().words()),
                element("td.n", item.probability() == null ? "" : probability(item.probability())),
                element("td.n", confidence == null ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * confidence)),
                element("td.n", coding == null ? "" : coding.compressedSlices() + "/" + coding.slices()),
                element("td.n", coding == null ? "" : Integer.toString(coding.longestRun())),
                element("td.n", TIME.format(entry.received())),
                returned == null
                        ? element("td.n.muted", entry.status().word().replace('_', ' '))
                        : element("td.n", time(returned)),
                element(
                        "td",
                        element("div.uid", entry.studyUid()),
                        entry.reason().isEmpty() ? Html.NONE : element("div.remark", entry.reason())));
    }

    private static Html probability(double value) {
        return element(
                "span.probability",
                element(
                        "meter",
                        attribute("min", "0"),
                        attribute("max", "1"),
                        attribute("value", String.format(Locale.ROOT, "%.3f", value)),
                        attribute("aria-hidden", "true")),
                element("span", String.format(Locale.ROOT, "%.3f", value)));
    }

    /** From notice to return. */
    private static String time(Duration returned) {
        return returned.toSeconds() < 600
                ? String.format(Locale.ROOT, "%.1f s", returned.toMillis() / 1000.0)
                : returned.toMinutes() + " min";
    }
}
