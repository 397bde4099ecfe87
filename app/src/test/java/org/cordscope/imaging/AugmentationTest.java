package org.cordscope.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AugmentationTest {
    private static final int SIZE = 4;

    private static float[] ramp() {
        float[] grey = new float[SIZE * SIZE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = i / 15f;
        }
        return grey;
    }

    private static Augmentation geometry(double down, double right, double rotation, double scale, boolean flip) {
        return new Augmentation(down, right, rotation, scale, flip, 1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void none_leaves_an_image_as_it_is() {
        assertArrayEquals(ramp(), Augmentation.NONE.apply(ramp(), SIZE), 1e-6f);
    }

    @Test
    void a_flip_exchanges_left_and_right() {
        float[] flipped = geometry(0, 0, 0, 1, true).apply(ramp(), SIZE);
        assertEquals(ramp()[3], flipped[0], 1e-6f);
        assertEquals(ramp()[12], flipped[15], 1e-6f);
        assertArrayEquals(ramp(), geometry(0, 0, 0, 1, true).apply(flipped, SIZE), 1e-6f);
    }

    @Test
    void a_shift_moves_by_a_part_of_the_image_and_repeats_the_edge() {
        float[] moved = geometry(0.25, 0, 0, 1, false).apply(ramp(), SIZE);
        assertEquals(ramp()[0], moved[0], 1e-6f);
        assertEquals(ramp()[0], moved[4], 1e-6f);
        assertEquals(ramp()[11], moved[15], 1e-6f);
    }

    @Test
    void a_quarter_turn_clockwise_brings_the_left_edge_to_the_top() {
        float[] turned = geometry(0, 0, 90, 1, false).apply(ramp(), SIZE);
        assertEquals(ramp()[12], turned[0], 1e-5f);
        assertEquals(ramp()[0], turned[3], 1e-5f);
        assertEquals(ramp()[3], turned[15], 1e-5f);
    }

    @Test
    void a_scale_above_one_enlarges() {
        float[] enlarged = geometry(0, 0, 0, 3, false).apply(ramp(), SIZE);
        assertEquals(ramp()[5], enlarged[0], 1e-5f);
        assertEquals(ramp()[10], enlarged[15], 1e-5f);
    }

    @Test
    void contrast_turns_around_the_middle_and_values_stay_within_0_and_1() {
        Augmentation grey = new Augmentation(0, 0, 0, 1, false, 2, 0.1, 0, 0, 0, 0, 0);
        assertArrayEquals(new float[] {0, 0.2f, 0.6f, 1}, grey.apply(new float[] {0, 0.3f, 0.5f, 0.9f}, 2), 1e-6f);
    }

    @Test
    void what_is_drawn_once_is_applied_the_same_every_time() {
        Augmentation first = AugmentationRanges.moderate().draw(new SplittableRandom(1));
        assertEquals(first, AugmentationRanges.moderate().draw(new SplittableRandom(1)));
        assertNotEquals(first, AugmentationRanges.moderate().draw(new SplittableRandom(2)));
        assertArrayEquals(first.apply(ramp(), SIZE), first.apply(ramp(), SIZE));
    }

    @Test
    void noise_has_the_drawn_deviation() {
        float[] flat = new float[100 * 100];
        Arrays.fill(flat, 0.5f);
        float[] noisy = new Augmentation(0, 0, 0, 1, false, 1, 0, 0.03, 0, 0, 0, 9).apply(flat, 100);
        double sum = 0;
        for (float value : noisy) {
            sum += (value - 0.5) * (value - 0.5);
        }
        assertEquals(0.03, Math.sqrt(sum / noisy.length), 0.001);
    }

    @Test
    void a_smooth_field_makes_one_side_brighter_by_the_factor_that_was_drawn() {
        float[] flat = new float[SIZE * SIZE];
        Arrays.fill(flat, 0.4f);
        float[] lit = new Augmentation(0, 0, 0, 1, false, 1, 0, 0, 0, 0.4, 0, 1).apply(flat, SIZE);
        assertEquals(0.4 * Math.exp(0.4 * 0.75), lit[3], 1e-6);
        assertEquals(0.4 * Math.exp(-0.4 * 0.75), lit[12], 1e-6);
        float[] down = new Augmentation(0, 0, 0, 1, false, 1, 0, 0, 0.4, 0, 0, 1).apply(flat, SIZE);
        assertEquals(lit[3], down[12], 1e-7);
        float[] out = new Augmentation(0, 0, 0, 1, false, 1, 0, 0, 0, 0, 0.4, 1).apply(flat, SIZE);
        assertEquals(0.4 * Math.exp(0.4 * 0.75 * 0.75), out[0], 1e-6);
        assertEquals(0.4 * Math.exp(0.4 * 0.25 * 0.25), out[5], 1e-6);
    }

    @Test
    void each_range_is_what_is_drawn_from() {
        AugmentationRanges ranges = new AugmentationRanges(0.1, 20, 0.3, false, 0.4, 0.2, 0.05, 0.5);
        SplittableRandom random = new SplittableRandom(8);
        double[] largest = new double[7];
        for (int i = 0; i < 2000; i++) {
            Augmentation drawn = ranges.draw(random);
            double[] size = {
                Math.abs(drawn.shiftDown()),
                Math.abs(drawn.rotationDegrees()),
                Math.abs(drawn.scale() - 1),
                Math.abs(drawn.contrast() - 1),
                Math.abs(drawn.brightness()),
                drawn.noise(),
                Math.abs(drawn.biasOut())
            };
            for (int j = 0; j < size.length; j++) {
                largest[j] = Math.max(largest[j], size[j]);
            }
            assertFalse(drawn.flip());
        }
        for (int j = 0; j < largest.length; j++) {
            double limit = new double[] {0.1, 20, 0.3, 0.4, 0.2, 0.05, 0.5}[j];
            assertTrue(largest[j] <= limit && largest[j] > 0.98 * limit, "range " + j + ": " + largest[j]);
        }
        assertThrows(IllegalArgumentException.class, () -> new AugmentationRanges(0.6, 0, 0, false, 0, 0, 0, 0));
    }

    @Test
    void nonsense_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> geometry(0, 0, 0, 0, false));
        assertThrows(IllegalArgumentException.class, () -> geometry(2, 0, 0, 1, false));
        assertThrows(IllegalArgumentException.class, () -> Augmentation.NONE.apply(new float[3], 2));
        assertTrue(AugmentationRanges.moderate().draw(new SplittableRandom(3)).scale() > 0);
    }
}
