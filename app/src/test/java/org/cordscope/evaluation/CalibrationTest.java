package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Reference values: scikit-learn's Brier score; R's glm with a sandwich by patient. */
final class CalibrationTest {
    private static final double EXACT = 1e-9;
    private static final double Z = 1.959963984540054;
    private final Calibration calibration =
            Calibration.of(TwentySlices.clustered(TwentySlices.A), new PatientBootstrap(6, 500, 3));

    @Test
    void brier_score_is_that_of_scikit_learn() {
        assertEquals(0.15474999999999997, calibration.brier().value(), EXACT);
    }

    @Test
    void intercept_and_slope_are_those_of_a_logistic_regression_clustered_by_patient() {
        Estimate intercept = calibration.intercept();
        assertEquals(-0.2452822010725937, intercept.value(), EXACT);
        assertEquals(-0.2452822010725937 - Z * 0.3501560537351552, intercept.low(), 1e-8);
        Estimate slope = calibration.slope();
        assertEquals(1.534999903553437, slope.value(), EXACT);
        assertEquals(1.534999903553437 + Z * 0.5408136165173162, slope.high(), 1e-8);
    }

    @Test
    void calibration_error_weights_each_bin_by_its_slices() {
        boolean[] compressed = {true, false, false, true, true, true};
        double[] score = {.25, .25, .25, .85, .85, 1};
        Calibration few = Calibration.of(Scores.independent(compressed, score), new PatientBootstrap(6, 50, 1));
        double expected = (Math.abs(.75 - 1) + Math.abs(1.7 - 2) + 0) / 6;
        assertEquals(expected, few.expectedCalibrationError().value(), EXACT);
        assertEquals(3, few.bins().size());
        assertEquals(1 / 3.0, few.bins().get(0).frequency().value(), EXACT);
    }

    @Test
    void separated_classes_have_no_slope() {
        boolean[] compressed = {true, true, false, false};
        Calibration perfect = Calibration.of(
                Scores.independent(compressed, new double[] {1, .9, .1, 0}), new PatientBootstrap(4, 50, 1));
        assertFalse(perfect.slope().isDefined());
        assertTrue(perfect.slope().method().contains("separates"));
        assertTrue(perfect.intercept().isDefined());
    }
}
