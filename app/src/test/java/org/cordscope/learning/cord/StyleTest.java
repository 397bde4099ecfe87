package org.cordscope.learning.cord;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StyleTest {
    private static final int SIDE = 8;

    private static float[] picture() {
        float[] picture = new float[3 * SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (i * 37 % 101) / 100f;
        }
        return picture;
    }

    private static double meanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum / values.length;
    }

    @Test
    void nothing_is_changed_by_no_style() {
        float[] picture = picture();
        Style.NONE.filter(picture, 0, 3, SIDE * SIDE);
        assertArrayEquals(picture(), picture);
        assertEquals(0.37, Style.NONE.bent(0.37));
    }

    @Test
    void curves_keep_black_and_reach_white_and_go_on_beyond_it() {
        int bent = 0;
        int falling = 0;
        for (int seed = 0; seed < 200; seed++) {
            Style style = Style.draw(new SplittableRandom(seed));
            if (style.bends()) {
                bent++;
                assertEquals(0, style.bent(0));
                double brightest = 0;
                boolean falls = false;
                for (int i = 1; i <= 1000; i++) {
                    double value = style.bent(i / 1000.0);
                    assertTrue(value >= 0 && value <= 1 + 1e-12, "out of range: " + value);
                    falls |= value < style.bent((i - 1) / 1000.0);
                    brightest = Math.max(brightest, value);
                }
                assertTrue(brightest > 0.9, "white is gone: " + brightest);
                falling += falls ? 1 : 0;
                assertEquals(style.bent(1) + 0.2, style.bent(1.2), 1e-12);
            }
        }
        assertTrue(bent > 60 && bent < 140, "half of the curves are bent: " + bent);
        assertTrue(falling > 20, "brightness changes its order in some: " + falling);
    }

    @Test
    void a_filter_keeps_the_mean_square_and_leaves_nothing_darker_than_black() {
        int filtered = 0;
        for (int seed = 0; seed < 50; seed++) {
            Style style = Style.draw(new SplittableRandom(seed));
            float[] picture = picture();
            style.filter(picture, 0, 3, SIDE * SIDE);
            if (style.share() > 0) {
                filtered++;
                assertEquals(meanSquare(picture()), meanSquare(picture), 1e-5);
                assertNotEquals(picture()[40], picture[40]);
                for (float value : picture) {
                    assertTrue(value >= 0);
                }
            } else {
                assertArrayEquals(picture(), picture);
            }
        }
        assertTrue(filtered > 5 && filtered < 30, "three of ten are filtered: " + filtered);
    }

    @Test
    void each_plane_is_filtered_on_its_own() {
        float[] planes = new float[2 * SIDE * SIDE];
        planes[SIDE * SIDE + 3 * SIDE + 3] = 1;
        new Style(new double[0], new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, 0.5).filter(planes, 0, 2, SIDE * SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) {
            assertEquals(0, planes[i]);
        }
        assertTrue(planes[SIDE * SIDE + 2 * SIDE + 2] > 0);
        assertTrue(planes[SIDE * SIDE + 3 * SIDE + 3] > planes[SIDE * SIDE + 2 * SIDE + 2]);
    }
}
