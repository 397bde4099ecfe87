package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordscope.evaluation.simulation.ClusteredPopulation;
import org.junit.jupiter.api.Test;

/** Reference values: R 4 with pROC 1.18.0, scikit-learn 1.2.1, and for clusters the formulas written out in R. */
final class AucTest {
    private static final double EXACT = 1e-9;
    private final Scores a = TwentySlices.independent(TwentySlices.A);
    private final Scores b = TwentySlices.independent(TwentySlices.B);

    @Test
    void area_variance_and_interval_with_ties_are_those_of_pROC() {
        assertEquals(0.8541666666666667, Roc.of(a).auc(), EXACT);
        assertEquals(0.7760416666666666, Roc.of(b).auc(), EXACT);
        assertEquals(0.00719527867965368, DeLong.variance(a), EXACT);
        assertEquals(0.012297218840187588, DeLong.variance(b), EXACT);
        Estimate estimate = DeLong.auc(a);
        assertEquals(0.6879127441526158, estimate.low(), EXACT);
        assertEquals(1, estimate.high(), EXACT);
    }

    @Test
    void paired_test_is_that_of_pROC() {
        Comparison test = DeLong.paired(a, b);
        assertEquals(1.2165567192503823, test.statistic(), EXACT);
        assertEquals(0.22377291842131586, test.pValue(), EXACT);
        assertEquals(-0.047740225902942246, test.difference().low(), EXACT);
        assertEquals(0.20399022590294225, test.difference().high(), EXACT);
    }

    @Test
    void unpaired_test_is_that_of_pROC() {
        boolean[] compressed = new boolean[15];
        double[] score = new double[15];
        for (int i = 0; i < 15; i++) {
            int from = i < 6 ? i : i + 2;
            compressed[i] = TwentySlices.COMPRESSED[from];
            score[i] = TwentySlices.B[from];
        }
        Comparison test = DeLong.unpaired(a, Scores.independent(compressed, score));
        assertEquals(0.2649913669182582, test.statistic(), EXACT);
        assertEquals(26.298577630034146, test.degreesOfFreedom(), EXACT);
        assertEquals(0.7930821154926871, test.pValue(), EXACT);
    }

    @Test
    void identical_curves_differ_by_nothing_with_certainty() {
        Comparison test = DeLong.paired(a, a);
        assertEquals(0, test.statistic());
        assertEquals(1, test.pValue());
        assertFalse(test.difference().hasInterval());
    }

    @Test
    void clustered_variances_are_those_of_Obuchowski() {
        Scores first = TwentySlices.clustered(TwentySlices.A);
        Scores second = TwentySlices.clustered(TwentySlices.B);
        double v1 = 0.003486915870949075;
        double v2 = 0.007981773659035008;
        double both = 0.004532482005931713;
        assertEquals(v1, ClusteredAuc.variance(first), EXACT);
        assertEquals(v2, ClusteredAuc.variance(second), EXACT);
        Comparison test = ClusteredAuc.paired(first, second);
        double difference = 0.8541666666666667 - 0.7760416666666666;
        assertEquals(difference / Math.sqrt(v1 + v2 - 2 * both), test.statistic(), EXACT);
    }

    @Test
    void clusters_of_one_slice_give_DeLong() {
        assertEquals(DeLong.variance(a), ClusteredAuc.variance(a), 1e-15);
        assertEquals(DeLong.paired(a, b).statistic(), ClusteredAuc.paired(a, b).statistic(), 1e-12);
    }

    @Test
    void copies_of_a_patient_widen_the_clustered_interval_only() {
        int copies = 4;
        boolean[] compressed = new boolean[20 * copies];
        double[] score = new double[20 * copies];
        int[] patient = new int[20 * copies];
        for (int i = 0; i < compressed.length; i++) {
            compressed[i] = TwentySlices.COMPRESSED[i % 20];
            score[i] = TwentySlices.A[i % 20];
            patient[i] = i % 20;
        }
        Scores copied = Scores.clustered(compressed, score, patient);
        assertEquals(DeLong.variance(a), ClusteredAuc.variance(copied), 1e-12);
        assertTrue(DeLong.variance(copied) < DeLong.variance(a) / 3);
    }

    @Test
    void reversed_scores_and_flipped_labels_mirror_the_area() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 50; round++) {
            int n = 10 + random.nextInt(60);
            boolean[] compressed = new boolean[n];
            boolean[] flipped = new boolean[n];
            double[] score = new double[n];
            double[] reversed = new double[n];
            for (int i = 0; i < n; i++) {
                compressed[i] = i < 3 || (i > 5 && random.nextBoolean());
                flipped[i] = !compressed[i];
                score[i] = random.nextInt(8) / 8.0;
                reversed[i] = -score[i];
            }
            Scores scores = Scores.independent(compressed, score);
            double area = Roc.of(scores).auc();
            assertEquals(area, Placements.of(scores).auc(), 1e-12);
            assertEquals(
                    1 - area, Roc.of(Scores.independent(compressed, reversed)).auc(), 1e-12);
            assertEquals(1 - area, Roc.of(Scores.independent(flipped, score)).auc(), 1e-12);
            double mirrored = DeLong.variance(Scores.independent(flipped, score));
            assertEquals(DeLong.variance(scores), mirrored, 1e-12);
        }
    }

    @Test
    void a_curve_runs_from_nothing_called_to_everything_called() {
        var points = Roc.of(a).points();
        assertEquals(new Roc.Point(Double.POSITIVE_INFINITY, 0, 0), points.get(0));
        assertEquals(1, points.get(points.size() - 1).sensitivity());
        assertEquals(1, points.get(points.size() - 1).falsePositiveRate());
        assertEquals(1 + Arrays.stream(TwentySlices.A).distinct().count(), points.size());
    }

    @Test
    void the_grid_interpolates_as_numpy_does() {
        double[] grid = WeightedSweep.of(a).sensitivityOnGrid(101);
        assertEquals(0, grid[0]);
        assertEquals(0.525, grid[10], 1e-12);
        assertEquals(0.75, grid[25], 1e-12);
        assertEquals(0.7875, grid[30], 1e-12);
        assertEquals(0.9375, grid[50], 1e-12);
        assertEquals(1, grid[100]);
    }

    @Test
    void a_perfect_area_keeps_an_interval() {
        boolean[] compressed = {true, true, true, false, false, false, false};
        double[] score = {.9, .8, .7, .3, .2, .1, .1};
        Estimate estimate = ClusteredAuc.auc(Scores.independent(compressed, score));
        assertEquals(1, estimate.value());
        assertEquals(1, estimate.high());
        assertFalse(DeLong.auc(Scores.independent(compressed, score)).hasInterval());
        assertTrue(estimate.low() > 0.4 && estimate.low() < 0.8, estimate.toString());
        double theta = estimate.low();
        double variance = theta * (1 - theta) * (6 - 7.5 / ((2 - theta) * (1 + theta))) / 12;
        assertEquals(1 - theta, 1.959963984540054 * Math.sqrt(variance), 1e-9);
    }

    @Test
    void areas_without_each_patient_are_those_of_the_other_patients_alone() {
        Random random = new Random(3);
        Scores scores = ClusteredPopulation.defaults().draw(random, 12, 15);
        boolean[] compressed = new boolean[scores.size()];
        double[] score = new double[scores.size()];
        int[] patient = new int[scores.size()];
        for (int i = 0; i < scores.size(); i++) {
            compressed[i] = scores.compressed(i);
            score[i] = Math.rint(scores.score(i) * 3);
            patient[i] = scores.patient(i);
        }
        double[] areas = AucJackknife.areas(Scores.clustered(compressed, score, patient));
        for (int left = 0; left < 12; left++) {
            int out = left;
            int[] others = IntStream.range(0, patient.length)
                    .filter(i -> patient[i] != out)
                    .toArray();
            boolean[] truth = new boolean[others.length];
            double[] own = new double[others.length];
            for (int k = 0; k < others.length; k++) {
                truth[k] = compressed[others[k]];
                own[k] = score[others[k]];
            }
            assertEquals(Sweep.of(Scores.independent(truth, own)).auc(), areas[left], EXACT);
        }
    }

    @Test
    void one_class_has_no_area() {
        Scores one = Scores.independent(new boolean[] {true, true}, new double[] {.4, .6});
        assertFalse(ClusteredAuc.auc(one).isDefined());
        assertFalse(DeLong.auc(one).isDefined());
        assertThrows(IllegalArgumentException.class, () -> Roc.of(one));
    }

    @Test
    void a_single_patient_gives_an_area_without_interval() {
        Scores one = Scores.clustered(TwentySlices.COMPRESSED, TwentySlices.A, new int[20]);
        Estimate estimate = ClusteredAuc.auc(one);
        assertEquals(0.8541666666666667, estimate.value(), EXACT);
        assertFalse(estimate.hasInterval());
    }

    @Test
    void paired_comparison_refuses_different_slices() {
        Scores other = Scores.independent(new boolean[] {true, false}, new double[] {.4, .6});
        assertThrows(IllegalArgumentException.class, () -> DeLong.paired(a, other));
    }
}
