package org.cordscope.evaluation.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.operating.OperatingPoint;
import org.cordscope.evaluation.operating.OperatingRule;
import org.junit.jupiter.api.Test;

final class RankedScansTest {
    private static final List<ScoredSlice> SCANS = List.of(
            scan("A", true, 0.9),
            scan("B", true, 0.6),
            scan("C", true, 0.4),
            scan("D", false, 0.5),
            scan("E", false, 0.4),
            scan("F", false, 0.1));
    private static final List<OperatingRule> RULES = List.of(new OperatingRule.SpecificityAtLeast(0.95));

    @Test
    void the_area_counts_pairs_of_scans() {
        assertEquals(
                (3 + 3 + 1.5) / 9, RankedScans.of(SCANS, List.of(), RULES).auc().value(), 1e-12);
    }

    @Test
    void a_threshold_of_scans_is_chosen_on_other_patients() {
        List<ScoredSlice> validation =
                List.of(scan("V", true, 0.8), scan("W", true, 0.55), scan("X", false, 0.52), scan("Y", false, 0.2));
        OperatingPoint point =
                RankedScans.of(SCANS, validation, RULES).operatingPoints().get(0);
        assertEquals(0.55, point.threshold(), 1e-12);
        assertEquals(new Confusion(2, 0, 3, 1), point.holdout());
        assertThrows(IllegalArgumentException.class, () -> RankedScans.of(SCANS, SCANS, RULES));
    }

    @Test
    void scans_of_one_class_have_neither() {
        RankedScans one = RankedScans.of(SCANS.subList(0, 3), List.of(scan("V", true, 0.8)), RULES);
        assertFalse(one.auc().isDefined());
        assertEquals(List.of(), one.operatingPoints());
    }

    private static ScoredSlice scan(String patient, boolean compressed, double highest) {
        return new ScoredSlice(patient, patient + "1", compressed, highest, Map.of());
    }
}
