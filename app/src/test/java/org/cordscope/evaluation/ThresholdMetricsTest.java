package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Reference values: scikit-learn 1.2.1 for metrics, R for intervals and Holm. */
final class ThresholdMetricsTest {
    private static final double EXACT = 1e-9;
    private final Scores slices = TwentySlices.clustered(TwentySlices.A);
    private final Pooled pooled = Pooled.of(slices, 0.5, new PatientBootstrap(6, 500, 3));

    @Test
    void metrics_are_those_of_scikit_learn() {
        assertEquals(new Confusion(6, 3, 9, 2), Confusion.of(slices, 0.5));
        assertEquals(0.7058823529411765, pooled.f1().value(), EXACT);
        assertEquals(0.4923659639173309, pooled.mcc().value(), EXACT);
        assertEquals(0.75, pooled.balancedAccuracy().value(), EXACT);
        assertEquals(0.75, pooled.accuracy().value(), EXACT);
        assertEquals(0.7976190476190477, pooled.averagePrecision().value(), EXACT);
        assertEquals(6 / 9.0, pooled.ppv().value(), EXACT);
        assertEquals(9 / 11.0, pooled.npv().value(), EXACT);
    }

    @Test
    void clustered_shares_have_the_interval_written_out_in_R() {
        assertEquals(0.232034222830225, pooled.sensitivity().low(), EXACT);
        assertEquals(0.9675191607614502, pooled.sensitivity().high(), EXACT);
        assertEquals(0.28448531680666356, pooled.specificity().low(), EXACT);
        assertEquals(0.9576917984755143, pooled.specificity().high(), EXACT);
    }

    @Test
    void independent_shares_have_Wilsons_interval() {
        Estimate wilson = Proportions.wilson(7, 10);
        assertEquals(0.39677814746114537, wilson.low(), EXACT);
        assertEquals(0.892208732593699, wilson.high(), EXACT);
        assertEquals(wilson, Proportions.clustered(new long[] {1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}, new long[] {
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0
        }));
    }

    @Test
    void a_share_without_failures_counts_each_patient_once() {
        Estimate share = Proportions.clustered(new long[] {40, 60, 50}, new long[] {40, 60, 50});
        assertEquals(1, share.value());
        assertEquals(1, share.high());
        assertEquals(Proportions.wilson(3, 3).low(), share.low(), 1e-12);
    }

    @Test
    void a_share_of_nothing_is_undefined() {
        assertFalse(Proportions.wilson(0, 0).isDefined());
        assertTrue(Double.isNaN(new Confusion(0, 0, 4, 1).ppv()));
    }

    @Test
    void a_score_at_the_threshold_is_called_compressed() {
        Scores two = Scores.independent(new boolean[] {true, false}, new double[] {.5, .49});
        assertEquals(new Confusion(1, 0, 1, 0), Confusion.of(two, 0.5));
    }

    @Test
    void Holm_is_that_of_R() {
        double[] adjusted = Holm.adjust(new double[] {.01, .04, .03, .2, .005});
        assertArrayEquals(new double[] {.04, .09, .09, .2, .025}, adjusted, EXACT);
    }

    @Test
    void bootstrap_depends_on_its_seed_alone() {
        PatientBootstrap bootstrap = new PatientBootstrap(6, 300, 11);
        Confusion[] patients = Confusion.perPatient(slices, 0.5);
        Estimate once = bootstrap.bca(t -> Confusion.total(patients, t).f1());
        assertEquals(once, bootstrap.bca(t -> Confusion.total(patients, t).f1()));
        Estimate other = new PatientBootstrap(6, 300, 12)
                .bca(t -> Confusion.total(patients, t).f1());
        assertFalse(once.low() == other.low() && once.high() == other.high());
        assertTrue(once.low() <= once.value() && once.value() <= once.high(), once.toString());
    }

    @Test
    void bootstrap_of_a_mean_agrees_with_its_normal_interval() {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = random.doubles(400).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double se = Math.sqrt(
                        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum())
                / 400;
        PatientBootstrap bootstrap = new PatientBootstrap(400, 4000, 1);
        for (Estimate e :
                new Estimate[] {bootstrap.percentile(t -> mean(values, t)), bootstrap.bca(t -> mean(values, t))}) {
            assertEquals(mean - 1.96 * se, e.low(), 0.15 * se, e.method());
            assertEquals(mean + 1.96 * se, e.high(), 0.15 * se, e.method());
        }
    }

    @Test
    void a_statistic_that_never_varies_has_no_interval() {
        Estimate same = new PatientBootstrap(5, 50, 1).bca(t -> 1);
        assertEquals(1, same.value());
        assertFalse(same.hasInterval());
    }

    @Test
    void resamples_without_a_value_are_counted_in_the_method() {
        Estimate e = new PatientBootstrap(3, 500, 1).percentile(t -> t[0] == 0 ? Double.NaN : t[1]);
        assertTrue(e.method().contains("undefined ones left out"), e.method());
    }

    private static double mean(double[] values, int[] times) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += times[i] * values[i];
        }
        return sum / values.length;
    }
}
