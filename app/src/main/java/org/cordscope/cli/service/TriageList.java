package org.cordscope.cli.service;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.pacs.watch.LedgerEntry;
import org.cordscope.pacs.watch.Triage;
import org.jspecify.annotations.Nullable;

/** The priority list as lines of a table and as rows. */
final class TriageList {
    private TriageList() {}

    static Map<String, Long> counts(List<Triage.Item> items) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Triage.counts(items).forEach((priority, count) -> counts.put(priority.words(), count));
        return counts;
    }

    static Map<String, Object> row(Triage.Item item) {
        LedgerEntry entry = item.entry();
        LedgerEntry.Coding coding = entry.coding();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("rank", item.rank());
        row.put("priority", item.priority().words());
        row.put("study", entry.id());
        row.put("study_uid", entry.studyUid());
        row.put("probability", item.probability());
        row.put("judged_share", item.confidence());
        row.put("slices", coding == null ? null : coding.slices());
        row.put("compressed_slices", coding == null ? null : coding.compressedSlices());
        row.put("longest_run", coding == null ? null : coding.longestRun());
        row.put("not_judged_slices", coding == null ? null : coding.notJudged());
        row.put("unreadable_slices", coding == null ? null : coding.unreadable());
        row.put("finding", coding == null ? null : coding.finding().word());
        row.put("status", entry.status().word());
        row.put("reason", entry.reason());
        row.put("received_utc", entry.received().toString());
        row.put("seconds_to_coded", seconds(item.untilCoded()));
        row.put("seconds_to_returned", seconds(item.untilReturned()));
        return row;
    }

    private static @Nullable Double seconds(@Nullable Duration time) {
        return time == null ? null : time.toMillis() / 1000.0;
    }

    static void table(List<Triage.Item> items) {
        System.out.printf(
                "%4s  %-10s  %5s  %11s  %6s  %10s  %10s  %s%n",
                "rank", "priority", "study", "probability", "judged", "compressed", "returned", "reason");
        for (Triage.Item item : items) {
            LedgerEntry.Coding coding = item.entry().coding();
            System.out.printf(
                    Locale.ROOT,
                    "%4d  %-10s  %5d  %11s  %6s  %10s  %10s  %s%n",
                    item.rank(),
                    item.priority().words(),
                    item.entry().id(),
                    item.probability() == null ? "" : String.format(Locale.ROOT, "%.3f", item.probability()),
                    item.confidence() == null ? "" : String.format(Locale.ROOT, "%.0f%%", 100 * item.confidence()),
                    coding == null ? "" : coding.compressedSlices() + "/" + coding.slices(),
                    item.untilReturned() == null
                            ? item.entry().status().word()
                            : String.format(
                                    Locale.ROOT, "%.1f s", item.untilReturned().toMillis() / 1000.0),
                    item.entry().reason());
        }
        System.out.println(counts(items));
    }
}
