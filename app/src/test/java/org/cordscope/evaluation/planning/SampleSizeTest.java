package org.cordscope.evaluation.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.cordscope.evaluation.agreement.CohenKappa;
import org.junit.jupiter.api.Test;

/** Reference values: Hanley and McNeil's own example, pROC's planned variance, formulas written out in R. */
final class SampleSizeTest {
    private static final double EXACT = 1e-9;

    @Test
    void variance_of_an_area_is_that_of_Hanley_and_McNeils_example() {
        double variance = AucVariance.hanleyMcNeil(0.893, 51, 58);
        assertEquals(0.032, Math.sqrt(variance), 1e-3);
        assertEquals(0.0010570029490343698, variance, EXACT);
    }

    @Test
    void binormal_variance_is_that_of_pROC() {
        assertEquals(0.0008759680396904773, AucVariance.binormal(0.94, 40, 70), EXACT);
    }

    @Test
    void slices_of_a_patient_being_alike_cost_slices() {
        SampleSize plan = SampleSize.auc(0.94, 0.02, new SliceDesign(33, 0.1, 0.2));
        assertEquals(5674, plan.slices());
        assertEquals(1135, plan.compressedSlices());
        assertEquals(172, plan.patients());
        SampleSize normal = SampleSize.binormalAuc(0.94, 0.02, new SliceDesign(33, 0.1, 0.2));
        double variance = AucVariance.binormal(0.94, normal.slices() * 0.2, normal.slices() * 0.8) * 4.2;
        assertEquals(0.02, 1.959963984540054 * Math.sqrt(variance), 1e-5);
    }

    @Test
    void shares_need_the_slices_that_R_finds() {
        assertEquals(
                2254,
                SampleSize.sensitivity(0.88, 0.03, SliceDesign.independent(0.2)).slices());
        SliceDesign scans = new SliceDesign(33, 0.3, 0.2);
        assertEquals(6040, SampleSize.sensitivity(0.88, 0.03, scans).slices());
        assertEquals(4503, SampleSize.specificity(0.89, 0.03, scans).slices());
        assertEquals(184, SampleSize.sensitivity(0.88, 0.03, scans).patients());
    }

    @Test
    void kappa_needs_the_slices_that_R_finds() {
        assertEquals(
                2235, SampleSize.kappa(0.82, 0.03, SliceDesign.independent(0.2)).slices());
        assertEquals(
                16537,
                SampleSize.kappa(0.82, 0.03, new SliceDesign(33, 0.2, 0.2)).slices());
    }

    @Test
    void a_planned_kappa_has_the_error_that_its_table_has() {
        CohenKappa table = CohenKappa.of(new long[][] {{195, 105}, {105, 595}});
        assertEquals(0.5, table.kappa(), 1e-12);
        assertEquals(Math.sqrt(0.0008928571428571429), table.standardError(), EXACT);
        double reach = 1.959963984540054 * table.standardError();
        assertEquals(
                1000, SampleSize.kappa(0.5, reach, SliceDesign.independent(0.3)).slices());
    }

    @Test
    void plans_refuse_nonsense() {
        SliceDesign plain = SliceDesign.independent(0.2);
        assertThrows(IllegalArgumentException.class, () -> SampleSize.auc(1, 0.02, plain));
        assertThrows(IllegalArgumentException.class, () -> SampleSize.auc(0.9, 0, plain));
        assertThrows(IllegalArgumentException.class, () -> new SliceDesign(0.5, 0, 0.2));
        assertThrows(IllegalArgumentException.class, () -> new SliceDesign(5, 1.2, 0.2));
        assertThrows(IllegalArgumentException.class, () -> SliceDesign.independent(1));
    }
}
