package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LargeCohortTest {

    @Test
    void leaving_out_groups_of_patients_gives_the_acceleration_of_leaving_out_each() {
        double[] values = skewed(2000);
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double cubes = Arrays.stream(values).map(v -> Math.pow(v - mean, 3)).sum();
        double exact = cubes / 6 / Math.pow(squares, 1.5);
        double grouped = new PatientBootstrap(values.length, 1, 3)
                .acceleration(many ->
                        Arrays.stream(many).map(times -> mean(values, times)).toArray(Double[]::new));
        assertTrue(exact > 0.005, "the values are skewed: " + exact);
        assertEquals(exact, grouped, 0.002);
    }

    @Test
    void a_weighted_sweep_is_the_sweep_of_the_patients_written_out() {
        SplittableRandom random = new SplittableRandom(4);
        int[] times = {2, 0, 1, 3, 1};
        List<ScoredSlice> once = new ArrayList<>();
        List<ScoredSlice> writtenOut = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int patient = i % times.length;
            double probability = random.nextInt(12) / 12.0;
            boolean compressed = random.nextDouble() < probability;
            once.add(new ScoredSlice("P" + patient, "S" + i, compressed, probability));
            for (int t = 0; t < times[patient]; t++) {
                writtenOut.add(new ScoredSlice("P" + patient, "S" + i + "-" + t, compressed, probability));
            }
        }
        WeightedSweep weighted = WeightedSweep.of(Scores.of(once));
        WeightedSweep plain = WeightedSweep.of(Scores.of(writtenOut));
        assertEquals(plain.averagePrecision(), weighted.averagePrecision(times), 1e-12);
        double[] grid = weighted.sensitivityOnGrid(times, 101);
        for (int g = 0; g < 101; g++) {
            assertEquals(plain.sensitivityOnGrid(101)[g], grid[g], 1e-12);
        }
    }

    @Test
    void many_resamples_in_one_walk_are_each_the_same_to_the_last_bit_as_alone() {
        SplittableRandom random = new SplittableRandom(8);
        for (int levels : new int[] {3, 40, 100_000}) {
            List<ScoredSlice> slices = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                double probability = random.nextInt(levels) / (double) levels;
                slices.add(new ScoredSlice("P" + i % 30, "S" + i, random.nextDouble() < probability, probability));
            }
            WeightedSweep sweep = WeightedSweep.of(Scores.of(slices));
            int[][] times = new int[37][30];
            for (int[] draw : times) {
                random.ints(30, 0, 30).forEach(p -> draw[p]++);
            }
            times[5] = new int[30];
            Double[] precision = ManySweeps.averagePrecision(sweep, times);
            double[][] grids = ManySweeps.sensitivityOnGrid(sweep, times, 101);
            for (int i = 0; i < times.length; i++) {
                assertEquals(sweep.averagePrecision(times[i]), precision[i]);
                assertArrayEquals(sweep.sensitivityOnGrid(times[i], 101), grids[i]);
            }
        }
    }

    private static double[] skewed(int n) {
        SplittableRandom random = new SplittableRandom(9);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = Math.exp(0.6 * random.nextGaussian());
        }
        return values;
    }

    private static double mean(double[] values, int[] times) {
        double sum = 0;
        double n = 0;
        for (int i = 0; i < values.length; i++) {
            sum += times[i] * values[i];
            n += times[i];
        }
        return sum / n;
    }
}
