package org.cordscope.learning.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Reference values: scikit-learn's average_precision_score. */
final class LocalisationTest {

    @Test
    void the_area_is_scikit_learns_average_precision() {
        assertEquals(0.05222616643196656, Localisation.averagePrecision(MadeMaps.rough(3), MadeMaps.mask()), 1e-12);
        assertEquals(0.059873460451839666, Localisation.averagePrecision(MadeMaps.ramps(1), MadeMaps.mask()), 1e-12);
    }

    @Test
    void a_map_without_any_difference_has_the_area_of_chance() {
        BitSet mask = MadeMaps.mask();
        double area = Localisation.averagePrecision(new float[MadeMaps.ROWS * MadeMaps.COLUMNS], mask);
        assertEquals((double) mask.cardinality() / (MadeMaps.ROWS * MadeMaps.COLUMNS), area, 1e-12);
    }

    @Test
    void the_pointing_game_allows_a_twentieth_of_the_width() {
        assertTrue(at(15, 10).hit());
        assertTrue(at(9, 8).hit()); // one pixel above
        assertFalse(at(8, 8).hit()); // two pixels above, of 36 columns
    }

    private static Localisation at(int row, int column) {
        float[] values = new float[MadeMaps.ROWS * MadeMaps.COLUMNS];
        values[row * MadeMaps.COLUMNS + column] = 1;
        return Localisation.of(new ActivationMap(MadeMaps.ROWS, MadeMaps.COLUMNS, values), MadeMaps.mask());
    }

    @Test
    void an_empty_mask_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Localisation.averagePrecision(new float[4], new BitSet()));
    }
}
