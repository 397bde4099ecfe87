package org.cordscope.evaluation.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RaterAgreementTest {

    @Test
    void kappa_and_its_error_are_those_of_irrCAC() {
        CohenKappa kappa = CohenKappa.of(new long[][] {{13, 0, 0}, {0, 20, 7}, {0, 4, 56}});
        assertEquals(0.7964094, kappa.kappa(), 5e-8);
        assertEquals(0.05891072, kappa.standardError(), 5e-9);
    }

    @Test
    void kappa_is_that_of_scikit_learn() {
        assertEquals(
                0.4897959183673469, CohenKappa.of(new long[][] {{9, 3}, {2, 6}}).kappa(), 1e-12);
    }

    @Test
    void agreement_of_each_class_follows_from_the_four_counts() {
        RaterAgreement agreement = RaterAgreement.of(slices(40, 10, 6, 144, 1));
        assertEquals(50, agreement.firstCompressed());
        assertEquals(46, agreement.secondCompressed());
        assertEquals(16, agreement.disagreements());
        assertEquals(184 / 200.0, agreement.observed().value(), 1e-12);
        assertEquals(80 / 96.0, agreement.positiveAgreement().value(), 1e-12);
        assertEquals(288 / 304.0, agreement.negativeAgreement().value(), 1e-12);
        assertEquals(40 / 50.0, agreement.secondConfirmsCompressed().value(), 1e-12);
        assertEquals(40 / 46.0, agreement.firstConfirmsCompressed().value(), 1e-12);
        assertEquals(144 / 150.0, agreement.secondConfirmsNotCompressed().value(), 1e-12);
        assertEquals(144 / 154.0, agreement.firstConfirmsNotCompressed().value(), 1e-12);
    }

    @Test
    void slices_of_one_patient_widen_the_interval_of_kappa() {
        RaterAgreement independent = RaterAgreement.of(slices(40, 10, 6, 144, 1));
        RaterAgreement clustered = RaterAgreement.of(slices(40, 10, 6, 144, 5));
        assertEquals(independent.kappa().value(), clustered.kappa().value(), 1e-12);
        assertTrue(width(clustered) > 1.5 * width(independent), width(clustered) + " " + width(independent));
    }

    @Test
    void raters_who_use_one_class_have_no_kappa() {
        assertFalse(RaterAgreement.of(slices(0, 0, 0, 9, 1)).kappa().isDefined());
    }

    @Test
    void agreement_of_nothing_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> RaterAgreement.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> CohenKappa.of(new long[][] {{1, 2}}));
    }

    private static double width(RaterAgreement agreement) {
        return agreement.kappa().high() - agreement.kappa().low();
    }

    private static List<RatedSlice> slices(int both, int first, int second, int neither, int perPatient) {
        List<RatedSlice> slices = new ArrayList<>();
        add(slices, both, true, true, perPatient);
        add(slices, first, true, false, perPatient);
        add(slices, second, false, true, perPatient);
        add(slices, neither, false, false, perPatient);
        return slices;
    }

    private static void add(List<RatedSlice> slices, int count, boolean first, boolean second, int perPatient) {
        for (int i = 0; i < count; i++) {
            slices.add(new RatedSlice("P" + slices.size() / perPatient, first, second));
        }
    }
}
