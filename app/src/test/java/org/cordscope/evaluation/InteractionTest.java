package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reference values: Obuchowski's variances and Cochran's Q written out in R. */
final class InteractionTest {
    private static final double EXACT = 1e-9;

    @Test
    void groups_of_different_patients_are_compared_as_Cochrans_Q_does() {
        Interaction site = new SubgroupTable(2).interactions(slices()).get(1);
        assertEquals("site", site.column());
        assertEquals(List.of("A", "B", "C"), site.groups());
        assertEquals(0.32494948884136887, site.statistic(), EXACT);
        assertEquals(2, site.degreesOfFreedom());
        assertEquals(0.8500375581452755, site.pValue(), EXACT);
        assertEquals(1, site.holmP(), EXACT);
    }

    @Test
    void two_groups_are_their_unpaired_comparison() {
        List<ScoredSlice> two = slices().stream()
                .filter(s -> !"C".equals(s.subgroups().get("site")))
                .toList();
        Interaction site = new SubgroupTable(2).interactions(two).get(1);
        Comparison z = ClusteredAuc.unpaired(group(two, "A"), group(two, "B"));
        assertEquals(z.statistic() * z.statistic(), site.statistic(), EXACT);
        assertEquals(z.pValue(), site.pValue(), EXACT);
    }

    @Test
    void slices_of_one_patient_in_two_groups_correlate_them() {
        Interaction half = new SubgroupTable(2).interactions(slices()).get(0);
        assertEquals("half", half.column());
        assertTrue(half.isTested());
    }

    @Test
    void groups_that_are_too_small_stay_out() {
        Interaction none = new SubgroupTable(10).interactions(slices()).get(1);
        assertFalse(none.isTested());
        assertTrue(none.refused().contains("enough patients"));
        assertTrue(Double.isNaN(none.pValue()));
    }

    @Test
    void a_quadratic_form_is_that_of_R() {
        double[][] covariance = {{4, 1, .5}, {1, 3, .2}, {.5, .2, 2}};
        assertEquals(2.300140911225928, QuadraticForm.ofInverse(covariance, new double[] {1, -2, .7}), EXACT);
        assertEquals(2.0, QuadraticForm.ofInverse(new double[][] {{0, 1}, {1, 0}}, new double[] {1, 1}), 1e-12);
        assertTrue(Double.isNaN(QuadraticForm.ofInverse(new double[][] {{1, 1}, {1, 1}}, new double[] {1, 2})));
        assertThrows(IllegalArgumentException.class, () -> QuadraticForm.ofInverse(covariance, new double[1]));
    }

    private static Scores group(List<ScoredSlice> slices, String site) {
        return Scores.of(slices.stream()
                .filter(s -> site.equals(s.subgroups().get("site")))
                .toList());
    }

    private static List<ScoredSlice> slices() {
        List<ScoredSlice> slices = new ArrayList<>();
        for (int i = 0; i < 108; i++) {
            int p = i / 6;
            boolean compressed = (i * 5 + p) % 3 == 0 || i % 6 == 0;
            double score = (i * 37 + p * 11) % 23 / 23.0 * 0.6 + (compressed ? 0.3 : 0);
            Map<String, String> groups = Map.of("site", "ABC".substring(p % 3, p % 3 + 1), "half", "h" + i % 2);
            slices.add(new ScoredSlice("P" + p, "S" + i, compressed, score, groups));
        }
        return slices;
    }
}
