package org.cordscope.phantom.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.anatomy.Truth;
import org.junit.jupiter.api.Test;

final class SliceMasksTest {

    @Test
    void masks_have_the_areas_of_the_truth_and_nothing_belongs_to_two_of_them() {
        SeededDraw draw = SeededDraw.of(11).named("patient", 3);
        Examination examination = Examination.draw(draw, Subject.draw(draw.named("subject", 0)), 400);
        List<SliceMasks> masks = SliceMasks.of(examination);
        double pixel = examination.axial().spacingMm() * examination.axial().spacingMm();
        assertEquals(examination.axial().count(), masks.size());
        int discs = 0;
        for (int i = 0; i < masks.size(); i++) {
            SliceMasks of = masks.get(i);
            Truth truth = Truth.of(examination.canal(i).section());
            assertEquals(
                    truth.measures().areaMm2(),
                    pixel * of.cord().cardinality(),
                    0.06 * truth.measures().areaMm2());
            assertEquals(
                    truth.canal().areaMm2(),
                    pixel * of.canal().cardinality(),
                    0.06 * truth.canal().areaMm2());
            assertEquals(
                    of.canal().cardinality(),
                    of.cord().cardinality() + of.fluid().cardinality());
            assertFalse(of.bone().intersects(of.canal()) || of.disc().intersects(of.canal()));
            assertFalse(of.bone().intersects(of.disc()));
            assertTrue(of.bone().cardinality() * pixel > 100, "slice " + i);
            discs += of.disc().cardinality() * pixel > 100 ? 1 : 0;
            BitSet cord = (BitSet) of.cord().clone();
            cord.andNot(of.canal());
            assertTrue(cord.isEmpty());
        }
        assertTrue(discs >= 5, discs + " slices with a disc");
    }
}
