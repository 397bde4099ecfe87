package org.cordscope.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CordMeasuresTest {

    private static Outline fineEllipse(double halfX, double halfY) {
        return Outline.superellipse(3.13, -2.19, halfX, halfY, 2);
    }

    @Test
    void an_ellipse_has_its_own_diameters() {
        CordMeasures m = CordMeasures.of(fineEllipse(6.5, 3.7));
        assertEquals(13, m.rlMm(), 0.05);
        assertEquals(7.4, m.apMm(), 0.03);
        assertEquals(Math.PI * 6.5 * 3.7, m.areaMm2(), 0.3);
        assertEquals(7.4 / 13, m.apOverRl(), 0.002);
        assertEquals(1, m.solidity(), 1e-9);
    }

    @Test
    void a_mask_gives_the_same_size_and_the_solidity_that_masks_have() {
        CordMeasures m = CordMeasures.onGrid(fineEllipse(6.5, 3.7), 0.5);
        assertEquals(13, m.rlMm(), 0.2);
        assertEquals(7.4, m.apMm(), 0.2);
        assertEquals(0.97, m.solidity(), 0.015);
    }

    @Test
    void a_notch_costs_solidity() {
        Outline notched = new Outline(new double[] {0, 4, 4, 2, 0}, new double[] {0, 0, 4, 1, 4});
        CordMeasures m = CordMeasures.of(notched);
        assertEquals(10, m.areaMm2(), 1e-9);
        assertEquals(10.0 / 16, m.solidity(), 1e-9);
    }

    @Test
    void a_ring_has_the_area_between_its_outlines() {
        Outline outer = Outline.ellipse(0, 0, 6, 6);
        Outline inner = Outline.ellipse(0.5, 0, 4, 4);
        double between = CordMeasures.area(outer) - CordMeasures.area(inner);
        assertEquals(between, CordMeasures.area(Outline.ring(outer, inner)), 1e-9);
        assertTrue(Outline.ring(outer, inner).contains(5.2, 0.1));
    }

    @Test
    void an_outline_needs_three_points() {
        assertThrows(IllegalArgumentException.class, () -> new Outline(new double[2], new double[2]));
    }
}
