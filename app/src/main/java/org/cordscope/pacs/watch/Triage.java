package org.cordscope.pacs.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.inference.ScanFinding;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as a list to read from the top: for each study its latest entry, the probable compressions first, then what has no
 * answer and should have one, then the rest. A research list: it says what a model found, not who is to be seen first.
 */
public final class Triage {

    /** Places of the list, from the top. */
    public enum Priority {
        /** Compression is called present. */
        POSITIVE("positive"),
        /** A slice is compressed, but none is sure enough to call the scan so. */
        POSSIBLE("possible"),
        /** Less than half of the slices could be judged, and none of these is positive. */
        NOT_JUDGED("not judged"),
        /** A step failed, for now or for good. */
        FAILED("failed"),
        /** Negative, but some slices were not judged or not readable. */
        FLAGGED("flagged"),
        /** To be looked at. */
        WAITING("waiting"),
        /** Every slice was judged and is negative. */
        NEGATIVE("negative"),
        /** No series of it can be coded. */
        REFUSED("refused");

        private final String words;

        Priority(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        static Priority of(LedgerEntry entry) {
            LedgerEntry.Coding coding = entry.coding();
            boolean coded = coding != null && (entry.status() == Status.CODED || entry.status() == Status.RETURNED);
            if (coded && coding != null) {
                return of(coding);
            }
            return switch (entry.status()) {
                case FAILED, GIVEN_UP -> coding != null && coding.compressedSlices() > 0 ? of(coding) : FAILED;
                case INELIGIBLE -> REFUSED;
                default -> WAITING;
            };
        }

        private static Priority of(LedgerEntry.Coding coding) {
            return switch (coding.finding()) {
                case PRESENT -> POSITIVE;
                case POSSIBLE -> POSSIBLE;
                case NOT_JUDGED -> NOT_JUDGED;
                case ABSENT -> coding.notJudged() + coding.unreadable() > 0 ? FLAGGED : NEGATIVE;
            };
        }
    }

    /**
     * One line of the list.
     *
     * @param rank from 1
     */
    public record Item(int rank, Priority priority, LedgerEntry entry) {

        /**
         * The calibrated probability where the model is calibrated, else the plain one; null without an answer: what was not
         * judged has none.
         */
        public @Nullable Double probability() {
            LedgerEntry.Coding coding = entry.coding();
            if (coding == null || coding.finding() == ScanFinding.NOT_JUDGED) {
                return null;
            }
            return coding.maxCalibrated() == null ? coding.maxProbability() : coding.maxCalibrated();
        }

        /** Share of the slices that the model judged, 0..1: how far the answer can be trusted; null without one. */
        public @Nullable Double confidence() {
            LedgerEntry.Coding coding = entry.coding();
            return coding == null
                    ? null
                    : (double) (coding.slices() - coding.notJudged()) / (coding.slices() + coding.unreadable());
        }

        /** From the notice of the study to its coding; null before. */
        public @Nullable Duration untilCoded() {
            return entry.coded() == null ? null : Duration.between(entry.received(), entry.coded());
        }

        /** From the notice of the study to the return of its results; null before. */
        public @Nullable Duration untilReturned() {
            return entry.returned() == null ? null : Duration.between(entry.received(), entry.returned());
        }
    }

    private Triage() {}

    /** @param entries of a ledger, in its order */
    public static List<Item> of(List<LedgerEntry> entries) {
        Map<String, LedgerEntry> latest = new LinkedHashMap<>();
        entries.forEach(entry -> latest.put(entry.studyUid(), entry));
        List<Item> items = new ArrayList<>(latest.values().stream()
                .map(entry -> new Item(0, Priority.of(entry), entry))
                .toList());
        items.sort(Comparator.comparing(Item::priority)
                .thenComparing(Item::probability, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(Item::confidence, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(item -> item.entry().id()));
        List<Item> ranked = new ArrayList<>();
        for (Item item : items) {
            ranked.add(new Item(ranked.size() + 1, item.priority(), item.entry()));
        }
        return ranked;
    }

    /** How many studies each place of the list has, from the top; places without any are 0. */
    public static Map<Priority, Long> counts(List<Item> items) {
        Map<Priority, Long> counts = new LinkedHashMap<>();
        for (Priority priority : Priority.values()) {
            counts.put(
                    priority,
                    items.stream().filter(item -> item.priority() == priority).count());
        }
        return counts;
    }
}
