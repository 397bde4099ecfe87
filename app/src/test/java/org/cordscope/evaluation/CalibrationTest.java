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

    @Test
    void the_decomposition_is_Murphys_and_adds_up_to_the_Brier_score() {
        BrierDecomposition parts = calibration.decomposition();
        assertEquals(0.015520833333333331, parts.reliability(), EXACT);
        assertEquals(0.09833333333333334, parts.resolution(), EXACT);
        assertEquals(0.24, parts.uncertainty(), EXACT);
        assertEquals(calibration.brier().value(), parts.brier(), 1e-12);
        boolean[] truth = {true, false, true, false, false};
        Scores coarse = Scores.independent(truth, new double[] {.35, .35, .85, .85, .05});
        assertEquals(0, BrierDecomposition.of(coarse, 10).withinBins(), 1e-12);
    }

    @Test
    void the_reliability_curve_pools_adjacent_violators_as_R_does() {
        ReliabilityCurve curve = calibration.curve();
        assertEquals(4, curve.steps().size());
        assertEquals(new ReliabilityCurve.Step(.05, .2, 5, 0), curve.steps().get(0));
        assertEquals(.3, curve.steps().get(1).low());
        assertEquals(.5, curve.steps().get(1).high());
        assertEquals(2 / 7.0, curve.steps().get(1).frequency(), EXACT);
        assertEquals(.6, curve.steps().get(2).frequency(), EXACT);
        assertEquals(new ReliabilityCurve.Step(.8, .9, 3, 1), curve.steps().get(3));
        assertEquals(0.023321428571428576, curve.miscalibration(), EXACT);
        assertEquals(0.10857142857142857, curve.discrimination(), EXACT);
        assertEquals(
                calibration.brier().value(),
                curve.miscalibration() - curve.discrimination() + curve.uncertainty(),
                1e-12);
    }
}
