package org.cordscope.evaluation.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.ClusteredAuc;
import org.cordscope.evaluation.Scores;
import org.junit.jupiter.api.Test;

/** Reference values: formulas written out in R. */
final class NonInferiorityTest {
    private static final double EXACT = 1e-9;
    private final List<ReadSlice> slices = new ArrayList<>();

    NonInferiorityTest() {
        for (int i = 0; i < 60; i++) {
            boolean truth = i % 3 == 0;
            slices.add(new ReadSlice(
                    "P" + i / 5, truth, (i % 11 == 5) != truth, List.of((i % 7 == 3) != truth, (i % 9 == 0) != truth)));
        }
    }

    @Test
    void sensitivity_and_specificity_against_the_mean_of_the_raters_are_those_written_out_in_R() {
        NonInferiority sensitivity = NonInferiority.sensitivity(slices, 0.1);
        assertNumbers(0.2, 0.05735985896402379, 0.34264014103597623, 0.00036473756185303406, sensitivity);
        assertTrue(sensitivity.isShown());
        NonInferiority specificity = NonInferiority.specificity(slices, 0.05);
        assertNumbers(-0.025, -0.13228840643282214, 0.08228840643282215, 0.3090933954931778, specificity);
        assertFalse(specificity.isShown());
    }

    @Test
    void interchangeability_needs_no_reference_standard() {
        NonInferiority agreement = NonInferiority.interchangeability(slices, 0.1);
        assertNumbers(0.05, -0.05666231262062389, 0.1566623126206239, 0.005094965750624728, agreement);
        assertTrue(agreement.isShown());
        List<ReadSlice> flipped = slices.stream()
                .map(s -> new ReadSlice(s.patientId(), !s.compressed(), s.called(), s.raters()))
                .toList();
        assertEquals(agreement, NonInferiority.interchangeability(flipped, 0.1));
    }

    @Test
    void areas_are_compared_slice_by_slice() {
        boolean[] truth = new boolean[60];
        double[] model = new double[60];
        double[] rater = new double[60];
        int[] patient = new int[60];
        for (int i = 0; i < 60; i++) {
            truth[i] = slices.get(i).compressed();
            model[i] = slices.get(i).called() ? 0.6 + 0.005 * i : 0.4 - 0.005 * i;
            rater[i] = slices.get(i).raters().get(0) ? 1 : 0;
            patient[i] = i / 5;
        }
        Scores first = Scores.clustered(truth, model, patient);
        Scores second = Scores.clustered(truth, rater, patient);
        NonInferiority auc = NonInferiority.auc(first, second, 0.05);
        assertEquals(ClusteredAuc.paired(first, second).difference(), auc.difference());
        assertEquals(auc.isShown(), auc.pValue() < 0.025);
        assertFalse(NonInferiority.auc(first, first, 0.05).isShown());
    }

    @Test
    void the_interval_and_the_p_value_say_the_same() {
        for (double margin = 0.01; margin < 0.2; margin += 0.01) {
            NonInferiority test = NonInferiority.specificity(slices, margin);
            assertEquals(test.isShown(), test.pValue() < 0.025, "margin " + margin);
        }
    }

    @Test
    void nothing_is_shown_without_slices_or_spread() {
        List<ReadSlice> one = List.of(new ReadSlice("P", true, true, List.of(true)));
        assertFalse(NonInferiority.sensitivity(one, 0.1).isShown());
        assertFalse(NonInferiority.specificity(one, 0.1).difference().isDefined());
        assertFalse(NonInferiority.interchangeability(one, 0.1).difference().isDefined());
        assertThrows(IllegalArgumentException.class, () -> NonInferiority.sensitivity(one, 0));
        assertThrows(IllegalArgumentException.class, () -> new ReadSlice("P", true, true, List.of()));
    }

    private static void assertNumbers(double value, double low, double high, double p, NonInferiority test) {
        assertEquals(value, test.difference().value(), EXACT);
        assertEquals(low, test.difference().low(), EXACT);
        assertEquals(high, test.difference().high(), EXACT);
        assertEquals(p, test.pValue(), EXACT);
    }
}
