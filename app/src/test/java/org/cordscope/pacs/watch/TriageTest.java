package org.cordscope.pacs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.cordscope.inference.ScanFinding;
import org.cordscope.pacs.watch.Triage.Item;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TriageTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

    private static final double SURE = 0.55;

    private long id;

    private LedgerEntry entry(String study, Status status, LedgerEntry.@Nullable Coding coding) {
        Instant returned = status == Status.RETURNED ? RECEIVED.plusSeconds(9) : null;
        Instant coded = coding == null ? null : RECEIVED.plusSeconds(4);
        return new LedgerEntry(
                ++id, study, "images", "model", status, "", coding, 1, 0, "", null, RECEIVED, coded, returned);
    }

    private static LedgerEntry.Coding coding(int compressed, double probability, int notJudged, int unreadable) {
        ScanFinding finding = compressed > 0
                ? probability < SURE ? ScanFinding.POSSIBLE : ScanFinding.PRESENT
                : 2 * notJudged <= 20 ? ScanFinding.ABSENT : ScanFinding.NOT_JUDGED;
        return new LedgerEntry.Coding(
                "1.2", 20, compressed, compressed, probability, null, notJudged, unreadable, finding);
    }

    @Test
    void the_list_is_read_from_the_top_and_nothing_without_an_answer_is_at_its_end() {
        List<Item> items = Triage.of(List.of(
                entry("negative", Status.RETURNED, coding(0, 0.2, 0, 0)),
                entry("refused", Status.INELIGIBLE, null),
                entry("flagged", Status.RETURNED, coding(0, 0.1, 1, 0)),
                entry("unreadable", Status.RETURNED, coding(0, 0.05, 0, 2)),
                entry("waiting", Status.RECEIVED, null),
                entry("given up", Status.GIVEN_UP, null),
                entry("not judged", Status.RETURNED, coding(0, 0.99, 15, 0)),
                entry("positive", Status.RETURNED, coding(2, 0.7, 0, 0)),
                entry("most positive", Status.CODED, coding(1, 0.9, 0, 0)),
                entry("possible", Status.RETURNED, coding(4, 0.52, 0, 0)),
                entry("possible, not sent", Status.FAILED, coding(1, 0.51, 0, 0)),
                entry("not sent", Status.GIVEN_UP, coding(1, 0.6, 0, 0))));
        assertEquals(
                List.of(
                        "most positive",
                        "positive",
                        "not sent",
                        "possible",
                        "possible, not sent",
                        "not judged",
                        "given up",
                        "flagged",
                        "unreadable",
                        "waiting",
                        "negative",
                        "refused"),
                items.stream().map(item -> item.entry().studyUid()).toList());
        assertNull(items.get(5).probability(), "what was not judged has no number");
        assertEquals(3L, Triage.counts(items).get(Triage.Priority.POSITIVE));
    }

    @Test
    void a_study_that_grew_is_one_line_with_its_latest_state_and_its_times() {
        List<Item> items = Triage.of(List.of(
                entry("1.1", Status.RETURNED, coding(3, 0.9, 0, 0)),
                entry("1.1", Status.RETURNED, coding(0, 0.3, 5, 5))));
        assertEquals(1, items.size());
        Item item = items.get(0);
        assertEquals(Triage.Priority.FLAGGED, item.priority());
        assertEquals(0.6, Objects.requireNonNull(item.confidence()), 1e-12, "15 of 25 slices");
        assertEquals(Duration.ofSeconds(9), item.untilReturned());
        assertNull(
                Triage.of(List.of(entry("1.2", Status.RECEIVED, null))).get(0).probability());
    }
}
