package org.cordscope.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AugmentationTest {
    private static final int SIZE = 4;
    private static final AugmentationRanges RANGES =
            AugmentationRanges.moderate().withBiasField(0.3);

    private static float[] ramp() {
        float[] grey = new float[SIZE * SIZE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = i / 15f;
        }
        return grey;
    }

    private static Augmentation geometry(double down, double right, double rotation, double scale, boolean flip) {
        return new Augmentation(down, right, rotation, scale, flip, 1, 0, 0, 0, BiasField.NONE);
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
        Augmentation grey = new Augmentation(0, 0, 0, 1, false, 2, 0.1, 0, 0, BiasField.NONE);
        assertArrayEquals(new float[] {0, 0.2f, 0.6f, 1}, grey.apply(new float[] {0, 0.3f, 0.5f, 0.9f}, 2), 1e-6f);
    }

    @Test
    void what_is_drawn_once_is_applied_the_same_every_time() {
        Augmentation first = RANGES.draw(new SplittableRandom(1));
        assertEquals(first, RANGES.draw(new SplittableRandom(1)));
        assertNotEquals(first, RANGES.draw(new SplittableRandom(2)));
        assertArrayEquals(first.apply(ramp(), SIZE), first.apply(ramp(), SIZE));
    }

    @Test
    void noise_has_the_drawn_deviation() {
        float[] flat = new float[100 * 100];
        Arrays.fill(flat, 0.5f);
        float[] noisy = new Augmentation(0, 0, 0, 1, false, 1, 0, 0.03, 9, BiasField.NONE).apply(flat, 100);
        double sum = 0;
        for (float value : noisy) {
            sum += (value - 0.5) * (value - 0.5);
        }
        assertEquals(0.03, Math.sqrt(sum / noisy.length), 0.001);
    }

    @Test
    void a_bias_field_is_the_exponential_of_its_polynomial() {
        // 0.2 y + 0.1 x^2 y, in the order y, y2, y3, x, xy, xy2, x2, x2y, x3
        BiasField field = new BiasField(List.of(0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.0));
        float[] flat = new float[9];
        Arrays.fill(flat, 0.5f);
        float[] changed = new Augmentation(0, 0, 0, 1, false, 1, 0, 0, 0, field).apply(flat, 3);
        assertEquals(0.5 * Math.exp(-0.3), changed[0], 1e-6);
        assertEquals(0.5 * Math.exp(-0.2), changed[1], 1e-6);
        assertEquals(0.5, changed[4], 1e-6);
        assertEquals(0.5 * Math.exp(0.3), changed[8], 1e-6);
    }

    @Test
    void several_planes_move_alike() {
        float[] two = Arrays.copyOf(ramp(), 2 * SIZE * SIZE);
        System.arraycopy(ramp(), 0, two, SIZE * SIZE, SIZE * SIZE);
        Augmentation turned = geometry(0.1, 0.2, 30, 1.2, true);
        float[] moved = turned.apply(two, SIZE);
        assertArrayEquals(turned.apply(ramp(), SIZE), Arrays.copyOf(moved, SIZE * SIZE));
        assertArrayEquals(turned.apply(ramp(), SIZE), Arrays.copyOfRange(moved, SIZE * SIZE, 2 * SIZE * SIZE));
    }

    /** One parameter of what is drawn, from one range alone. */
    private record Drawn(String range, AugmentationRanges ranges, ToDoubleFunction<Augmentation> value, double reach) {}

    static Stream<Drawn> ranges() {
        return Stream.of(
                new Drawn("shift", new AugmentationRanges(0.1, 0, 0, 0, 0, 0, 0, 0), Augmentation::shiftDown, 0.1),
                new Drawn("shift", new AugmentationRanges(0.1, 0, 0, 0, 0, 0, 0, 0), Augmentation::shiftRight, 0.1),
                new Drawn(
                        "rotation", new AugmentationRanges(0, 20, 0, 0, 0, 0, 0, 0), Augmentation::rotationDegrees, 20),
                new Drawn("scale", new AugmentationRanges(0, 0, 0.2, 0, 0, 0, 0, 0), a -> a.scale() - 1, 0.2),
                new Drawn("flip", new AugmentationRanges(0, 0, 0, 0.9, 0, 0, 0, 0), a -> a.flip() ? 1 : 0, 1),
                new Drawn("contrast", new AugmentationRanges(0, 0, 0, 0, 0.3, 0, 0, 0), a -> a.contrast() - 1, 0.3),
                new Drawn(
                        "brightness", new AugmentationRanges(0, 0, 0, 0, 0, 0.2, 0, 0), Augmentation::brightness, 0.2),
                new Drawn("noise", new AugmentationRanges(0, 0, 0, 0, 0, 0, 0.04, 0), Augmentation::noise, 0.04),
                new Drawn(
                        "bias field",
                        new AugmentationRanges(0, 0, 0, 0, 0, 0, 0, 0.5),
                        a -> a.biasField().coefficients().get(0),
                        0.5));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void each_range_is_used_to_its_end_and_no_further(Drawn drawn) {
        SplittableRandom random = new SplittableRandom(4);
        double most = 0;
        for (int i = 0; i < 300; i++) {
            most = Math.max(
                    most, Math.abs(drawn.value().applyAsDouble(drawn.ranges().draw(random))));
        }
        assertTrue(most > 0.95 * drawn.reach() && most <= drawn.reach(), drawn.range() + " reaches " + most);
    }

    @Test
    void ranges_of_nothing_change_nothing() {
        AugmentationRanges nothing = new AugmentationRanges(0, 0, 0, 0, 0, 0, 0, 0);
        assertArrayEquals(ramp(), nothing.draw(new SplittableRandom(1)).apply(ramp(), SIZE), 1e-6f);
    }

    @Test
    void nonsense_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> geometry(0, 0, 0, 0, false));
        assertThrows(IllegalArgumentException.class, () -> geometry(2, 0, 0, 1, false));
        assertThrows(IllegalArgumentException.class, () -> Augmentation.NONE.apply(new float[3], 2));
        assertTrue(RANGES.draw(new SplittableRandom(3)).scale() > 0);
    }
}
