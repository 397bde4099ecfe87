package org.cordscope.imaging.pressing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.Spacing;
import org.junit.jupiter.api.Test;

final class CordPressTest {
    private static final int SIDE = 160;
    private static final double PIXEL = 0.4;
    private static final double CENTRE = 80;
    private static final double HALF_AP = 3.5;
    private static final double HALF_RL = 6.5;
    private static final double FLUID = 2;

    /** A bright canal with a grey cord in a dark surrounding, seen as radiologists do. */
    private static SliceImage neck() {
        float[] pixels = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            double x = (i % SIDE - CENTRE) * PIXEL;
            int row = i / SIDE;
            double y = (row - CENTRE) * PIXEL;
            boolean cord = Math.hypot(x / HALF_RL, y / HALF_AP) <= 1;
            boolean canal = Math.hypot(x / (HALF_RL + FLUID), y / (HALF_AP + FLUID)) <= 1;
            pixels[i] = cord ? 100 : canal ? 300 : 40;
        }
        return new SliceImage(new SliceKey("1.2.3", 1), SIDE, SIDE, new Spacing(PIXEL, PIXEL), pixels);
    }

    private static boolean[] cord(SliceImage slice) {
        boolean[] cord = new boolean[slice.pixels().length];
        for (int i = 0; i < cord.length; i++) {
            cord[i] = slice.pixels()[i] == 100;
        }
        return cord;
    }

    private static final SliceImage NECK = neck();
    private static final CordMask MASK = CordMask.radiological(cord(NECK));

    /** First and last cord on the middle line from front to back, mm. */
    private static double[] middle(boolean[] cord) {
        int first = -1;
        int last = -1;
        for (int row = 0; row < SIDE; row++) {
            if (cord[row * SIDE + (int) CENTRE]) {
                first = first < 0 ? row : first;
                last = row;
            }
        }
        return new double[] {(first - CENTRE) * PIXEL, (last - CENTRE) * PIXEL};
    }

    @Test
    void the_ellipse_and_the_fluid_are_read_from_mask_and_picture() {
        CordFrame frame = MASK.frame(NECK);
        FluidMargins fluid = FluidMargins.of(NECK, frame);

        assertEquals(HALF_AP, frame.halfAp(), 0.1);
        assertEquals(HALF_RL, frame.halfRl(), 0.1);
        for (double margin : new double[] {fluid.front(), fluid.behind(), fluid.left(), fluid.right()}) {
            assertEquals(FLUID, margin, 0.6);
        }
    }

    /** As on T2*w slices: the cord has 70 % of the fluid's brightness, and the outer half of the fluid has 80 %. */
    @Test
    void fluid_that_dims_outwards_beside_a_bright_cord_is_read_to_its_wall() {
        float[] pixels = NECK.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            double x = (i % SIDE - CENTRE) * PIXEL;
            int row = i / SIDE;
            double y = (row - CENTRE) * PIXEL;
            boolean inner = Math.hypot(x / (HALF_RL + FLUID / 2), y / (HALF_AP + FLUID / 2)) <= 1;
            pixels[i] = pixels[i] == 100 ? 210 : pixels[i] < 300 || inner ? pixels[i] : 240;
        }
        SliceImage starWeighted = new SliceImage(NECK.key(), SIDE, SIDE, NECK.spacing(), pixels);
        FluidMargins fluid = FluidMargins.of(starWeighted, MASK.frame(NECK));
        for (double margin : new double[] {fluid.front(), fluid.behind(), fluid.left(), fluid.right()}) {
            assertEquals(FLUID, margin, 0.6);
        }
    }

    @Test
    void pressed_from_the_front_the_front_of_the_cord_moves_by_what_was_asked_and_the_back_by_less() {
        PressedSlice pressed = CordPress.press(NECK, MASK, Pressing.indented(Side.FRONT, 2));

        double[] before = middle(MASK.cord());
        double[] after = middle(pressed.cord());
        assertEquals(before[0] + 2, after[0], 0.41);
        assertTrue(after[1] >= before[1] && after[1] <= before[1] + 1.3, "back moved to " + after[1]);
        assertTrue(pressed.areaRatio() > 0.65 && pressed.areaRatio() < 0.99, "area " + pressed.areaRatio());
        assertTrue(pressed.halfAp() / pressed.halfRl() < 0.9 * HALF_AP / HALF_RL, "not flatter");
    }

    @Test
    void pressed_from_behind_it_is_the_mirror_image() {
        double[] front = middle(
                CordPress.press(NECK, MASK, Pressing.indented(Side.FRONT, 1.5)).cord());
        double[] behind = middle(
                CordPress.press(NECK, MASK, Pressing.indented(Side.BEHIND, 1.5)).cord());

        assertEquals(front[0], -behind[1], 1e-9);
        assertEquals(front[1], -behind[0], 1e-9);
    }

    @Test
    void effaced_fluid_leaves_the_cord_as_it_was() {
        for (Side side : Side.values()) {
            PressedSlice pressed = CordPress.press(NECK, MASK, Pressing.effaced(side));
            assertEquals(1, pressed.areaRatio(), 0.03, side.name());
            assertEquals(HALF_AP, pressed.halfAp(), 0.2, side.name());
            assertTrue(bright(pressed.slice()) < 0.95 * bright(NECK), "no fluid went away from " + side);
        }
    }

    private static double bright(SliceImage slice) {
        double sum = 0;
        for (float value : slice.pixels()) {
            sum += Math.max(0, value - 100);
        }
        return sum;
    }

    @Test
    void pressed_all_round_it_becomes_smaller_and_keeps_its_shape() {
        PressedSlice pressed = CordPress.press(NECK, MASK, Pressing.indented(Side.ALL_ROUND, 1));

        assertEquals((HALF_AP - 1) * (HALF_RL - 1) / (HALF_AP * HALF_RL), pressed.areaRatio(), 0.06);
    }

    @Test
    void none_moves_nothing() {
        PressedSlice pressed = CordPress.press(NECK, MASK, Pressing.NONE);

        assertEquals(1, pressed.areaRatio(), 0.02);
        assertEquals(NECK.pixels()[0], pressed.slice().pixels()[0]);
        assertEquals(100, pressed.slice().pixels()[(int) (CENTRE * SIDE + CENTRE)]);
    }

    @Test
    void left_and_right_are_the_patient_s_however_the_picture_lies() {
        boolean[] mask = MASK.cord();
        PressedSlice seen = CordPress.press(NECK, MASK, Pressing.indented(Side.LEFT, 2));
        PressedSlice mirrored =
                CordPress.press(NECK, new CordMask(mask, 0, 1, false), Pressing.indented(Side.RIGHT, 2));
        PressedSlice upsideDown =
                CordPress.press(NECK, new CordMask(mask, 0, -1, true), Pressing.indented(Side.RIGHT, 2));

        assertArrayEquals(seen.cord(), mirrored.cord());
        assertArrayEquals(seen.cord(), upsideDown.cord());
        int right = 0;
        int left = 0;
        for (int i = 0; i < mask.length; i++) {
            boolean lost = mask[i] && !seen.cord()[i];
            right += lost && i % SIDE > CENTRE ? 1 : 0;
            left += lost && i % SIDE < CENTRE ? 1 : 0;
        }
        assertTrue(
                right > 20 && left == 0, "lost " + right + " on the right and " + left + " on the left of the screen");
    }

    @Test
    void what_cannot_be_pressed_is_refused() {
        assertFalse(CordMask.radiological(new boolean[SIDE * SIDE]).holdsCord());
        assertThrows(
                IllegalArgumentException.class,
                () -> CordPress.press(NECK, CordMask.radiological(new boolean[SIDE * SIDE]), Pressing.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> CordPress.press(NECK, CordMask.radiological(new boolean[4]), Pressing.NONE));
        assertThrows(IllegalArgumentException.class, () -> new Pressing(Side.FRONT, 0, 1, 6));
    }
}
