package org.cordscope.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.Spacing;
import org.junit.jupiter.api.Test;

final class PictureGateTest {
    private static final int SIDE = 128;

    private static String flaw(IntToDoubleFunction pixel) {
        float[] pixels = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) pixel.applyAsDouble(i);
        }
        return PictureGate.flaw(new SliceImage(new SliceKey("1", 1), SIDE, SIDE, new Spacing(1, 1), pixels));
    }

    private static double fromMiddle(int i) {
        int row = i / SIDE;
        int column = i % SIDE;
        return Math.hypot(row - SIDE / 2.0, column - SIDE / 2.0);
    }

    private static double neck(int i) {
        return fromMiddle(i) < 50 ? 200 + 50 * Math.sin(fromMiddle(i)) : 0;
    }

    @Test
    void a_body_may_be_judged() {
        assertEquals("", flaw(PictureGateTest::neck));
        SplittableRandom random = new SplittableRandom(1);
        assertEquals("", flaw(i -> neck(i) + 30 * random.nextGaussian()), "with noise");
        assertEquals("", flaw(i -> fromMiddle(i) > 60 ? Double.NaN : neck(i)), "with padding");
    }

    @Test
    void empty_pictures_are_named() {
        assertTrue(flaw(i -> 7).startsWith("empty"));
        assertTrue(flaw(i -> Double.NaN).startsWith("empty"));
        assertTrue(flaw(i -> i < 200 ? 1000 : 0).startsWith("empty"));
    }

    @Test
    void noise_alone_is_named() {
        SplittableRandom random = new SplittableRandom(2);
        assertTrue(flaw(i -> Math.abs(random.nextGaussian())).startsWith("noise"));
    }

    @Test
    void a_hole_where_the_spine_should_be_is_named() {
        assertTrue(flaw(i -> fromMiddle(i) < 20 ? 0 : neck(i)).startsWith("no signal where the spine should be"));
        assertEquals("", flaw(i -> fromMiddle(i) < 8 ? 0 : neck(i)), "an airway is smaller");
    }
}
