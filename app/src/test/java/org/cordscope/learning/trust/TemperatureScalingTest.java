package org.cordscope.learning.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TemperatureScalingTest {
    private static final double[] LOGITS = {-4, -3, -2, -1, 0.5, 1, 2, 3, -2.5, 4};
    private static final boolean[] LABELS = {false, false, true, false, false, true, true, false, false, true};

    @Test
    void the_temperature_has_the_greatest_likelihood() {
        TemperatureScaling fitted = TemperatureScaling.fit(LOGITS, LABELS);
        assertEquals(2.405503712152589, fitted.temperature(), 1e-6, "minimised in Python by ternary search");
        assertEquals("maximum likelihood on 10 validation slices", fitted.chosen());
        assertEquals(1 / (1 + Math.exp(-1 / fitted.temperature())), fitted.probability(1), 1e-15);
    }

    @Test
    void slices_that_the_network_separates_have_none() {
        TemperatureScaling none = TemperatureScaling.fit(new double[] {-3, -1, 2}, new boolean[] {false, false, true});
        assertEquals(1, none.temperature());
        assertTrue(none.chosen().contains("separates"), none.chosen());
    }

    @Test
    void a_network_that_is_mostly_wrong_is_left_as_it_is() {
        TemperatureScaling none = TemperatureScaling.fit(new double[] {-3, 2, 2}, new boolean[] {true, false, true});
        assertEquals(1, none.temperature());
        assertTrue(none.chosen().contains("chance"), none.chosen());
    }

    @Test
    void nonsense_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> TemperatureScaling.fit(new double[0], new boolean[0]));
        assertThrows(IllegalArgumentException.class, () -> new TemperatureScaling(0, "x"));
    }
}
