package org.cordscope.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.cohort.SeriesEvidence;
import org.cordscope.report.figure.Numbers;

/** All series with their evidence, grouped by reason: a group opens on a click, and a search in the page finds closed ones. */
public record SeriesTable(Map<String, List<SeriesEvidence>> byReason) {
    private static final String CHOSEN = "Chosen";

    public SeriesTable {
        byReason = Collections.unmodifiableMap(new LinkedHashMap<>(byReason));
    }

    /** The chosen first, then reasons by how many series they excluded. */
    static SeriesTable of(List<SeriesEvidence> series) {
        Map<String, List<SeriesEvidence>> groups = new LinkedHashMap<>();
        series.forEach(s -> groups.computeIfAbsent(s.chosen() ? CHOSEN : s.reason(), r -> new ArrayList<>())
                .add(s));
        List<String> reasons = new ArrayList<>(groups.keySet());
        reasons.sort(Comparator.<String>comparingInt(r -> r.equals(CHOSEN) ? 0 : 1)
                .thenComparing(r -> -groups.getOrDefault(r, List.of()).size())
                .thenComparing(Comparator.naturalOrder()));
        Map<String, List<SeriesEvidence>> sorted = new LinkedHashMap<>();
        reasons.forEach(reason -> sorted.put(reason, groups.getOrDefault(reason, List.of())));
        return new SeriesTable(sorted);
    }

    void write(Html html) {
        long series = byReason.values().stream().mapToLong(List::size).sum();
        long chosen = byReason.getOrDefault(CHOSEN, List.of()).size();
        html.element("p", "note above", Numbers.count(series) + " series, " + Numbers.count(chosen) + " chosen.");
        html.element(
                "p",
                "note above screen",
                "Open a reason to see its series and the evidence on each; the first column names a series for cordscope"
                        + " import --choose.");
        byReason.forEach((reason, members) -> group(html, reason, members));
    }

    private static void group(Html html, String reason, List<SeriesEvidence> members) {
        html.raw("<details class=\"series\"><summary><span class=\"count\">")
                .escaped(Numbers.count(members.size()))
                .raw("</span> ")
                .escaped(reason)
                .raw("</summary>\n<div class=\"wide\"><table>\n")
                .raw(
                        "<thead><tr><th>Series</th><th>Subject</th><th class=\"n\">Files</th><th>Evidence</th></tr></thead>\n")
                .raw("<tbody>\n");
        for (SeriesEvidence series : members) {
            html.raw("<tr><td class=\"code\">")
                    .escaped(series.name())
                    .raw("</td><td class=\"code\">")
                    .escaped(series.subject())
                    .raw("</td><td class=\"n\">")
                    .escaped(Numbers.count(series.files()))
                    .raw("</td><td><ul>");
            series.evidence().forEach(fact -> html.raw("<li>").escaped(fact).raw("</li> "));
            html.raw("</ul></td></tr>\n");
        }
        html.raw("</tbody></table></div></details>\n");
    }
}
