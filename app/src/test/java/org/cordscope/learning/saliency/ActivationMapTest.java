package org.cordscope.learning.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ActivationMapTest {

    @Test
    void values_are_scaled_by_their_largest_magnitude_and_keep_their_sign() {
        ActivationMap map = ActivationMap.scaled(2, 2, new float[] {1, -4, 2, Float.NaN});
        assertArrayEquals(new float[] {0.25f, -1, 0.5f, 0}, map.values());
        assertArrayEquals(new float[] {0.25f, 1, 0.5f, 0}, map.strength());
        assertEquals(1, map.peak());
        assertFalse(map.isEmpty());
    }

    @Test
    void a_method_that_found_nothing_leaves_an_empty_map() {
        assertTrue(ActivationMap.scaled(2, 2, new float[4]).isEmpty());
        assertTrue(ActivationMap.scaled(2, 2, new float[] {3, 3, 3, 3}).isEmpty());
    }

    @Test
    void resampling_places_pixel_centres() {
        ActivationMap map = new ActivationMap(1, 2, new float[] {0, 1});
        assertArrayEquals(
                new float[] {0, 0.25f, 0.75f, 1}, map.resampled(1, 4, 1, 1).values(), 1e-6f);
        // the middle half of four columns is their two middle ones
        ActivationMap four = new ActivationMap(1, 4, new float[] {0.1f, 0.5f, 1, 0.2f});
        assertArrayEquals(new float[] {0.5f, 1}, four.resampled(1, 2, 1, 0.5).values(), 1e-6f);
    }

    @Test
    void nonsense_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new ActivationMap(2, 2, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new ActivationMap(1, 1, new float[] {2}));
        assertThrows(IllegalArgumentException.class, () -> MapMethod.of("guess"));
        assertEquals(MapMethod.GRAD_CAM_PLUS_PLUS, MapMethod.of("grad-cam++"));
    }
}
