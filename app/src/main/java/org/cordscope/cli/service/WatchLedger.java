package org.cordscope.cli.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.pacs.watch.Ledger;
import org.cordscope.pacs.watch.LedgerEntry;
import org.cordscope.pacs.watch.StateFolder;
import org.cordscope.pacs.watch.Status;
import org.cordscope.pacs.watch.Triage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What became of each study that an archive had. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Shows what became of each study: a table, --json or --csv. It names studies by their UIDs.")
final class WatchLedger implements Callable<Integer> {
    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The folder that watch was given")
    private Path state = Path.of("");

    @Option(
            names = "--triage",
            description = "As a list to read from the top: one line for each study, the positive ones first")
    private boolean triage;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV")
    private boolean csv;

    @Override
    public Integer call() throws IOException {
        Path file = StateFolder.ledger(state);
        Inputs.mustExist(file, "Give the folder that watch was given as --state.");
        List<LedgerEntry> entries;
        try (Ledger ledger = Ledger.read(file, Clock.systemUTC())) {
            entries = ledger.entries();
        }
        List<Triage.Item> items = triage ? Triage.of(entries) : List.of();
        List<Map<String, Object>> rows = triage
                ? items.stream().map(TriageList::row).toList()
                : entries.stream().map(WatchLedger::row).toList();
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("counts", triage ? TriageList.counts(items) : counts(entries));
            all.put(triage ? "studies" : "entries", rows);
            System.out.println(Json.text(all));
        } else if (csv) {
            print(rows);
        } else if (triage) {
            TriageList.table(items);
        } else {
            table(entries);
        }
        return 0;
    }

    private static Map<String, Long> counts(List<LedgerEntry> entries) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Status status : Status.values()) {
            counts.put(
                    status.word(),
                    entries.stream().filter(e -> e.status() == status).count());
        }
        return counts;
    }

    private static Map<String, Object> row(LedgerEntry entry) {
        LedgerEntry.Coding coding = entry.coding();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("study", entry.id());
        row.put("study_uid", entry.studyUid());
        row.put("status", entry.status().word());
        row.put("reason", entry.reason());
        row.put("series_uid", coding == null ? null : coding.seriesUid());
        row.put("slices", coding == null ? null : coding.slices());
        row.put("compressed_slices", coding == null ? null : coding.compressedSlices());
        row.put("longest_run", coding == null ? null : coding.longestRun());
        row.put("max_probability", coding == null ? null : coding.maxProbability());
        row.put("max_calibrated_probability", coding == null ? null : coding.maxCalibrated());
        row.put("not_judged_slices", coding == null ? null : coding.notJudged());
        row.put("unreadable_slices", coding == null ? null : coding.unreadable());
        row.put("finding", coding == null ? null : coding.finding().word());
        row.put("events", entry.events());
        row.put("failed_attempts", entry.attempts());
        row.put("delivered", entry.delivered());
        row.put("next_try_utc", text(entry.nextTry()));
        row.put("received_utc", text(entry.received()));
        row.put("coded_utc", text(entry.coded()));
        row.put("returned_utc", text(entry.returned()));
        row.put("images_sha256", entry.state());
        row.put("coder", entry.coder());
        return row;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static void print(List<Map<String, Object>> rows) throws IOException {
        try (CSVPrinter printer = new CSVPrinter(
                new StringBuilder(),
                CSVFormat.RFC4180.builder().setRecordSeparator("\n").get())) {
            if (!rows.isEmpty()) {
                printer.printRecord(rows.get(0).keySet());
            }
            for (Map<String, Object> row : rows) {
                printer.printRecord(new ArrayList<>(row.values()));
            }
            System.out.print(printer.getOut());
        }
    }

    private static void table(List<LedgerEntry> entries) {
        System.out.printf(
                "%5s  %-10s  %6s  %10s  %11s  %s%n",
                "study", "status", "slices", "compressed", "probability", "reason");
        for (LedgerEntry entry : entries) {
            LedgerEntry.Coding coding = entry.coding();
            System.out.printf(
                    Locale.ROOT,
                    "%5d  %-10s  %6s  %10s  %11s  %s%n",
                    entry.id(),
                    entry.status().word(),
                    coding == null ? "" : coding.slices(),
                    coding == null ? "" : coding.compressedSlices(),
                    coding == null ? "" : String.format(Locale.ROOT, "%.3f", coding.maxProbability()),
                    entry.reason() + (entry.nextTry() == null ? "" : " (next try " + entry.nextTry() + ")"));
        }
        System.out.println(counts(entries));
    }
}
