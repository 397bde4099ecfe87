package org.cordscope.inference.cord;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ContoursTest {
    @Test
    void a_single_pixel_is_a_diamond_about_its_middle() {
        float[] belief = new float[9];
        belief[4] = 1;
        assertEquals("M1.0 0.5L0.5 1.0M1.5 1.0L1.0 0.5M0.5 1.0L1.0 1.5M1.5 1.0L1.0 1.5", Contours.path(belief, 3));
    }

    @Test
    void the_line_lies_where_belief_crosses_one_half() {
        float[] belief = {0.75f, 0.25f, 0, 0.75f, 0.25f, 0, 0.75f, 0.25f, 0};
        assertEquals("M0.5 0.0L0.5 1.0M0.5 1.0L0.5 2.0", Contours.path(belief, 3));
    }

    @Test
    void belief_that_nowhere_crosses_one_half_has_no_contour() {
        assertEquals("", Contours.path(new float[16], 4));
        float[] everywhere = {1, 1, 1, 1, 0.5f, 1, 1, 1, 1};
        assertEquals("", Contours.path(everywhere, 3));
    }
}
