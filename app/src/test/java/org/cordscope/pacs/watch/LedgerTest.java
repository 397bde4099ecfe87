package org.cordscope.pacs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cordscope.inference.ScanFinding;
import org.cordscope.study.MovedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final LedgerEntry.Coding CODING =
            new LedgerEntry.Coding("1.2.3", 20, 3, 2, 0.9, 0.8, 1, 0, ScanFinding.POSSIBLE);

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock("2026-01-01T00:00:00Z");
    private Ledger ledger;

    @BeforeEach
    void open() throws IOException {
        ledger = Ledger.open(folder.resolve("state.db"), clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void news_and_position_are_kept_together_and_survive() throws IOException {
        ledger.receive(List.of("1.1", "1.2"), "model", "orthanc", "7");
        ledger.receive(List.of("1.2"), "model", "orthanc", "9");
        ledger.close();
        ledger = Ledger.open(folder.resolve("state.db"), clock);
        assertEquals("9", ledger.position("orthanc").orElseThrow());
        assertEquals(
                List.of("1.1", "1.2"),
                ledger.entries().stream().map(LedgerEntry::studyUid).toList());
        assertEquals(2, ledger.entries().get(1).events());
    }

    @Test
    void a_ledger_that_is_just_being_made_has_no_entries() throws IOException {
        try (Ledger begun = Ledger.read(Files.createFile(folder.resolve("begun.db")), clock)) {
            assertEquals(List.of(), begun.entries());
        }
    }

    @Test
    void the_same_images_are_one_entry_and_other_images_are_another() {
        LedgerEntry first = received("1.1");
        assertTrue(ledger.identify(first, "images a"));
        ledger.coded(first, CODING, "");
        ledger.returned(first);
        assertFalse(ledger.identify(received("1.1"), "images a"), "our own results came in");
        assertTrue(ledger.identify(received("1.1"), "images a and b"), "the study grew");
        assertEquals(
                List.of("returned 2", "received 1"),
                ledger.entries().stream()
                        .map(e -> e.status().word() + " " + e.events())
                        .toList());
    }

    @Test
    void another_model_has_entries_of_its_own() {
        ledger.identify(received("1.1"), "images");
        ledger.receive(List.of("1.1"), "other", "orthanc", "2");
        assertTrue(ledger.identify(ledger.due("other", LONGEST, 1).get(0), "images"));
        assertEquals(2, ledger.entries().size());
    }

    @Test
    void a_failed_step_waits_for_its_time_even_where_the_clock_jumps_back() {
        LedgerEntry entry = received("1.1");
        ledger.failed(entry, "the archive answered 500", Duration.ofMinutes(2));
        assertTrue(ledger.due("model", LONGEST, 1).isEmpty());
        clock.pass(Duration.ofMinutes(2));
        assertEquals(1, ledger.due("model", LONGEST, 1).get(0).attempts());
        clock.pass(Duration.ofDays(400).negated());
        assertEquals(Status.FAILED, ledger.due("model", LONGEST, 1).get(0).status());
    }

    @Test
    void a_coded_study_whose_results_were_not_taken_stays_coded() {
        LedgerEntry entry = received("1.1");
        ledger.identify(entry, "images");
        ledger.coded(entry, CODING, "");
        LedgerEntry coded = ledger.due("model", LONGEST, 1).get(0);
        ledger.failed(coded, "the archive answered 500", Duration.ZERO);
        assertEquals(Status.CODED, ledger.due("model", LONGEST, 1).get(0).status());
        assertEquals(CODING, ledger.entries().get(0).coding());
        ledger.giveUp(coded, "the archive answered 500");
        assertTrue(ledger.due("model", LONGEST, 1).isEmpty());
        assertEquals(1, ledger.retryGivenUp("model"));
        assertEquals(Status.CODED, ledger.due("model", LONGEST, 1).get(0).status());
    }

    @Test
    void a_study_has_settled_when_its_size_stays_and_is_said_once_for_each_size() {
        Duration settled = Duration.ofSeconds(60);
        assertFalse(ledger.hasSettled("1.1", 10, settled));
        clock.pass(Duration.ofSeconds(59));
        assertFalse(ledger.hasSettled("1.1", 12, settled));
        clock.pass(Duration.ofSeconds(61));
        assertTrue(ledger.hasSettled("1.1", 12, settled));
        assertTrue(ledger.hasSettled("1.1", 12, settled), "until it was noticed");
        ledger.noticed(List.of("1.1"));
        assertFalse(ledger.hasSettled("1.1", 12, settled));
        clock.pass(Duration.ofSeconds(1));
        assertFalse(ledger.hasSettled("1.1", 15, settled));
        clock.pass(Duration.ofSeconds(61));
        assertTrue(ledger.hasSettled("1.1", 15, settled));
    }

    private LedgerEntry received(String study) {
        ledger.receive(List.of(study), "model", "orthanc", "1");
        return ledger.entries().get(ledger.entries().size() - 1);
    }
}
