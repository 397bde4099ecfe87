package org.cordscope.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Bootstrap that draws patients with replacement and keeps each one's slices together. A statistic is a function of how
 * often each patient counts. The draws follow from the seed alone, so every statistic sees the same ones.
 */
public final class PatientBootstrap {
    private static final double TAIL = (1 - Estimate.CONFIDENCE) / 2;
    /** Draws that one thread takes at once. */
    private static final int TOGETHER = 64;
    /** Threads' worth of draws that are held at once. */
    private static final int BLOCKS = 4;

    private static final int MOST_LEFT_OUT = 500;
    /** Counts that are kept for the next statistic; more are drawn anew each time. */
    private static final long MOST_KEPT = 50_000_000;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final int patients;
    private final int resamples;
    private final long seed;
    /** What has been drawn, resample by resample. */
    private short @Nullable [][] kept;

    /**
     * @param patients number of patients
     * @param resamples number of draws
     * @param seed decides the draws
     * @throws IllegalArgumentException without patients or resamples
     */
    public PatientBootstrap(int patients, int resamples, long seed) {
        if (patients < 1 || resamples < 1) {
            throw new IllegalArgumentException(
                    "a bootstrap needs patients and resamples: " + patients + ", " + resamples);
        }
        this.patients = patients;
        this.resamples = resamples;
        this.seed = seed;
    }

    public int resamples() {
        return resamples;
    }

    /**
     * The statistic of every resample, in order of drawing. The statistic is given many resamples at once and answers in their
     * order; it is asked from several threads, and the arrays it is given are its own.
     */
    <T> T[] replicatesTogether(Function<int[][], T[]> statistic, IntFunction<T[]> array) {
        if ((long) patients * resamples <= MOST_KEPT && patients <= Short.MAX_VALUE) {
            short[][] drawn = drawn();
            return together(resamples, i -> counts(drawn[i]), statistic, array);
        }
        SplittableRandom random = new SplittableRandom(seed);
        return together(resamples, i -> draw(random), statistic, array);
    }

    private synchronized short[][] drawn() {
        short[][] drawn = kept;
        if (drawn == null) {
            SplittableRandom random = new SplittableRandom(seed);
            drawn = new short[resamples][patients];
            for (short[] one : drawn) {
                int[] times = draw(random);
                for (int p = 0; p < patients; p++) {
                    one[p] = (short) times[p];
                }
            }
            kept = drawn;
        }
        return drawn;
    }

    private static int[] counts(short[] drawn) {
        int[] times = new int[drawn.length];
        for (int p = 0; p < times.length; p++) {
            times[p] = drawn[p];
        }
        return times;
    }

    /** Weights by number, made in their order by one thread, and the statistic of each, by several. */
    private static <T> T[] together(
            int count, IntFunction<int[]> weights, Function<int[][], T[]> statistic, IntFunction<T[]> array) {
        T[] result = array.apply(count);
        for (int start = 0; start < count; start += BLOCKS * TOGETHER) {
            int first = start;
            int[][] held = new int[Math.min(BLOCKS * TOGETHER, count - first)][];
            Arrays.setAll(held, i -> weights.apply(first + i));
            int blocks = (held.length + TOGETHER - 1) / TOGETHER;
            IntStream.range(0, blocks).parallel().forEach(block -> {
                int from = block * TOGETHER;
                int[][] own = Arrays.copyOfRange(held, from, Math.min(from + TOGETHER, held.length));
                System.arraycopy(statistic.apply(own), 0, result, first + from, own.length);
            });
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
        return interval(each(statistic), false);
    }

    /**
     * Bias-corrected and accelerated interval: Efron, JASA 82 (1987); acceleration from leaving out each patient, or with more
     * than 500 each of 500 groups of patients, whose skewness gives the same acceleration.
     */
    public Estimate bca(ToDoubleFunction<int[]> statistic) {
        return interval(each(statistic), true);
    }

    /** The same for a statistic that takes many resamples at once and answers in their order. */
    Estimate bcaTogether(Function<int[][], Double[]> statistic) {
        return interval(statistic, true);
    }

    private static Function<int[][], Double[]> each(ToDoubleFunction<int[]> statistic) {
        return times -> Arrays.stream(times).map(statistic::applyAsDouble).toArray(Double[]::new);
    }

    private Estimate interval(Function<int[][], Double[]> statistic, boolean corrected) {
        double value = statistic.apply(new int[][] {once()})[0];
        if (Double.isNaN(value)) {
            return Estimate.undefined("its denominator is 0");
        }
        double[] sorted = Arrays.stream(replicatesTogether(statistic, Double[]::new))
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
    double acceleration(Function<int[][], Double[]> statistic) {
        int groups = Math.min(patients, MOST_LEFT_OUT);
        double[] defined = Arrays.stream(together(groups, g -> without(g, groups), statistic, Double[]::new))
                .mapToDouble(Double::doubleValue)
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
