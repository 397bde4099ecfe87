package org.cordscope.learning.cord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class CordFormTest {
    private static final int SIDE = 128;

    /** Of what lies within, asked in mm from a middle between pixels. */
    private static double misfit(BiPredicate<Double, Double> within) {
        float[] belief = new float[SIDE * SIDE];
        for (int i = 0; i < belief.length; i++) {
            int row = i / SIDE;
            belief[i] = within.test(0.5 * (i % SIDE) - 31.7, 0.5 * row - 31.9) ? 0.9f : 0.2f;
        }
        return CordForm.of(belief).orElseThrow().misfit();
    }

    private static boolean ellipse(double x, double y) {
        return x * x / 36 + y * y / 13.7 < 1;
    }

    @Test
    void an_ellipse_fits_itself_however_it_is_turned_and_however_large_it_is() {
        assertTrue(misfit(CordFormTest::ellipse) < 0.015);
        assertTrue(misfit((x, y) -> ellipse(0.8 * x - 0.6 * y, 0.6 * x + 0.8 * y)) < 0.02);
        assertTrue(misfit((x, y) -> ellipse(0.8 * x, 0.8 * y)) < 0.015);
    }

    @Test
    void a_square_lies_outside_its_ellipse_with_its_corners() {
        // radius of the ellipse is 2 / sqrt(12) = .577 of the side; four segments beyond the square's edges are missing
        double r = 2 / Math.sqrt(12);
        double half = Math.acos(0.5 / r);
        double ellipseInside = Math.PI * r * r - 4 * r * r * (half - Math.sin(half) * Math.cos(half));
        assertEquals(1 - ellipseInside, misfit((x, y) -> Math.abs(x) < 10 && Math.abs(y) < 10), 0.01);
    }

    @Test
    void a_blunt_side_is_a_misfit_though_the_cord_stays_convex() {
        double healthy = misfit(CordFormTest::ellipse);
        double pressed = misfit((x, y) -> ellipse(x, y) && x > -4);
        assertTrue(pressed > healthy + 0.02, healthy + ", " + pressed);
    }

    @Test
    void hardly_any_cord_has_no_form() {
        float[] belief = new float[SIDE * SIDE];
        belief[70] = 1;
        assertTrue(CordForm.of(belief).isEmpty());
    }
}
