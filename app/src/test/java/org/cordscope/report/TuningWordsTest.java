package org.cordscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.cord.CordTuning;
import org.cordscope.learning.cord.TuningRecord;
import org.cordscope.learning.trust.TrainingSummary.PartCount;
import org.cordscope.report.table.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fine-tuning in a report: strengths of change, not epochs. */
final class TuningWordsTest {
    private static final TuningRecord.Figures FIGURES = new TuningRecord.Figures(.2, .9, .2, .9);

    @Test
    void the_strength_that_was_taken_is_the_one_of_the_record_not_the_lowest_loss() {
        Table table = words(true, 1000.0).training("run", log());
        assertEquals(CordTuning.RIDGES.size(), table.rows().size());
        assertEquals(
                List.of("level and steepness alone", "\u221e"),
                table.rows().get(0).subList(0, 2));
        List<String> choices = table.rows().stream().map(row -> row.get(7)).toList();
        assertEquals(List.of("", "", "taken", "", "", "", ""), choices);
        assertFalse(String.join(" ", table.header()).contains("poch"));
    }

    @Test
    void a_layer_that_stays_has_no_strength() {
        Table table = words(false, null).training("run", log());
        assertTrue(table.rows().stream().allMatch(row -> row.get(7).isEmpty()));
        assertTrue(
                table.notes().get(0).contains("was not changed: kept"),
                table.notes().get(0));
    }

    private static TuningWords words(boolean changed, @Nullable Double ridge) {
        PartCount part = new PartCount(3, 30, 9);
        return new TuningWords(new TuningRecord(
                "abc", part, part, changed, changed ? "changed: it fell" : "kept", ridge, FIGURES, FIGURES));
    }

    private static List<Epoch> log() {
        return IntStream.rangeClosed(1, CordTuning.RIDGES.size())
                .mapToObj(i -> new Epoch(i, .3 - i / 100.0, .9, .3 - i / 100.0, .9, .95, 0))
                .toList();
    }
}
