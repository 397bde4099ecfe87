package org.cordscope.evaluation.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IntraRaterTest {

    @Test
    void each_rater_is_compared_with_itself() {
        List<RepeatedReading> readings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            readings.add(new RepeatedReading("B", "P" + i, i < 11, i < 9 || i > 17));
            readings.add(new RepeatedReading("A", "P" + i, i < 8, i < 8));
        }
        List<IntraRater> rows = IntraRater.of(readings);
        assertEquals(List.of("A", "B"), rows.stream().map(IntraRater::rater).toList());
        assertEquals(1, rows.get(0).agreement().kappa().value(), 1e-12);
        assertEquals(4, rows.get(1).agreement().disagreements());
        // R: po <- 16/20; pe <- (11*11 + 9*9)/400
        assertEquals((0.8 - 0.505) / 0.495, rows.get(1).agreement().kappa().value(), 1e-12);
    }

    @Test
    void no_repeated_readings_are_no_rows() {
        assertTrue(IntraRater.of(List.of()).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new RepeatedReading(" ", "P", true, true));
    }

    @Test
    void weighted_kappa_and_its_error_are_those_of_vcd() {
        long[][] table = {{7, 7, 2, 3}, {2, 8, 3, 7}, {1, 5, 4, 9}, {2, 8, 9, 14}};
        assertKappa(0.1293302540415704, 0.0685985324807086, CohenKappa.of(table));
        assertKappa(0.2373806275579809, 0.0783163347783729, CohenKappa.of(table, Weighting.LINEAR));
        assertKappa(0.3320455862468612, 0.0972975219586046, CohenKappa.of(table, Weighting.QUADRATIC));
    }

    private static void assertKappa(double value, double error, CohenKappa kappa) {
        assertEquals(value, kappa.kappa(), 1e-9);
        assertEquals(error, kappa.standardError(), 1e-9);
    }
}
