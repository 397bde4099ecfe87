package org.cordscope.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Bootstrap that draws patients with replacement and keeps each one's slices together. A statistic is a function of how
 * often each patient counts. The draws follow from the seed alone, so every statistic sees the same ones.
 *
 * @param patients number of patients
 * @param resamples number of draws
 * @param seed decides the draws
 */
public record PatientBootstrap(int patients, int resamples, long seed) {
    private static final double TAIL = (1 - Estimate.CONFIDENCE) / 2;
    /** Draws that are held at once. */
    private static final int AT_ONCE = 64;

    private static final int MOST_LEFT_OUT = 500;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    public PatientBootstrap {
        if (patients < 1 || resamples < 1) {
            throw new IllegalArgumentException(
                    "a bootstrap needs patients and resamples: " + patients + ", " + resamples);
        }
    }

    /**
     * The statistic of every resample, in order of drawing. The statistic is asked from several threads at once, and the array
     * it is given is its own.
     */
    public <T> T[] replicates(Function<int[], T> statistic, T[] empty) {
        SplittableRandom random = new SplittableRandom(seed);
        T[] result = Arrays.copyOf(empty, resamples);
        for (int start = 0; start < resamples; start += AT_ONCE) {
            int first = start;
            int[][] drawn = new int[Math.min(AT_ONCE, resamples - first)][];
            Arrays.setAll(drawn, i -> draw(random));
            IntStream.range(0, drawn.length).parallel().forEach(i -> result[first + i] = statistic.apply(drawn[i]));
        }
        return result;
    }

    private int[] draw(SplittableRandom random) {
        int[] times = new int[patients];
        for (int i = 0; i < patients; i++) {
            times[random.nextInt(patients)]++;
        }
        return times;
    }

    /** Interval between quantiles of the resampled statistic. */
    public Estimate percentile(ToDoubleFunction<int[]> statistic) {
        return interval(statistic, false);
    }

    /**
     * Bias-corrected and accelerated interval: Efron, JASA 82 (1987); acceleration from leaving out each patient, or with more
     * than 500 each of 500 groups of patients, whose skewness gives the same acceleration.
     */
    public Estimate bca(ToDoubleFunction<int[]> statistic) {
        return interval(statistic, true);
    }

    private Estimate interval(ToDoubleFunction<int[]> statistic, boolean corrected) {
        double value = statistic.applyAsDouble(once());
        if (Double.isNaN(value)) {
            return Estimate.undefined("its denominator is 0");
        }
        double[] sorted = Arrays.stream(replicates(statistic::applyAsDouble, new Double[0]))
                .mapToDouble(Double::doubleValue)
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        String method = (corrected ? "BCa" : "percentile") + " bootstrap by patient, " + sorted.length + " resamples";
        if (sorted.length < resamples) {
            method += " (" + (resamples - sorted.length) + " undefined ones left out)";
        }
        if (sorted.length < resamples / 2.0 || sorted[0] == sorted[sorted.length - 1]) {
            return Estimate.withoutInterval(value, method + "; no interval, since resamples do not vary");
        }
        double low = TAIL;
        double high = 1 - TAIL;
        if (corrected) {
            double bias = bias(sorted, value);
            double acceleration = acceleration(statistic);
            low = adjusted(bias, acceleration, low);
            high = adjusted(bias, acceleration, high);
        }
        return new Estimate(value, quantile(sorted, low), quantile(sorted, high), method);
    }

    private int[] once() {
        int[] times = new int[patients];
        Arrays.fill(times, 1);
        return times;
    }

    /** Normal score of the share of resamples below the value, ties counting half; kept finite. */
    private static double bias(double[] sorted, double value) {
        double below = 0;
        for (double v : sorted) {
            below += v < value ? 1 : v == value ? 0.5 : 0;
        }
        double share = Math.min(sorted.length - 0.5, Math.max(0.5, below)) / sorted.length;
        return NORMAL.inverseCumulativeProbability(share);
    }

    /** Skewness of the statistic over left-out patients; with many patients, over left-out groups of them. */
    double acceleration(ToDoubleFunction<int[]> statistic) {
        int groups = Math.min(patients, MOST_LEFT_OUT);
        double[] defined = IntStream.range(0, groups)
                .parallel()
                .mapToDouble(group -> statistic.applyAsDouble(without(group, groups)))
                .filter(v -> !Double.isNaN(v))
                .toArray();
        double mean = Arrays.stream(defined).average().orElse(0);
        double cubes = Arrays.stream(defined).map(v -> Math.pow(mean - v, 3)).sum();
        double squares =
                Arrays.stream(defined).map(v -> (mean - v) * (mean - v)).sum();
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    /** Every patient once, but for each {@code groups}th, from the group's number on. */
    private int[] without(int group, int groups) {
        int[] times = once();
        for (int i = group; i < patients; i += groups) {
            times[i] = 0;
        }
        return times;
    }

    private static double adjusted(double bias, double acceleration, double level) {
        double z = bias + NORMAL.inverseCumulativeProbability(level);
        return NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
    }

    /** Linear interpolation between order statistics (type 7 of Hyndman and Fan, the default of R and numpy). */
    static double quantile(double[] sorted, double level) {
        double position = level * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
