package org.cordscope.evaluation;

import java.util.Arrays;

/**
 * {@link WeightedSweep} for many resamples at once: one walk over the slices, and at each slice one addition for all resamples
 * side by side, which processors do several at a time. The numbers are those of the single sweep, to the last bit: counts are
 * whole numbers, which doubles hold exactly.
 */
final class ManySweeps {
    /** Slices between two looks at where the curves have come to. */
    private static final int STRETCH = 256;
    /** Resamples whose counts share one long. */
    private static final int PACKED = 4;

    private static final int BITS = 16;
    private static final int MASK = (1 << BITS) - 1;

    private final WeightedSweep sweep;
    private final int[][] times;
    private final int lanes;

    private ManySweeps(WeightedSweep sweep, int[][] times) {
        this.sweep = sweep;
        this.times = times;
        this.lanes = times.length;
    }

    /** {@link WeightedSweep#averagePrecision(int[])} of each resample. */
    static Double[] averagePrecision(WeightedSweep sweep, int[][] times) {
        return Arrays.stream(new ManySweeps(sweep, times).averagePrecision())
                .boxed()
                .toArray(Double[]::new);
    }

    /** {@link WeightedSweep#sensitivityOnGrid(int[], int)} of each resample. */
    static double[][] sensitivityOnGrid(WeightedSweep sweep, int[][] times, int points) {
        ManySweeps many = new ManySweeps(sweep, times);
        int most = Arrays.stream(times).flatMapToInt(Arrays::stream).max().orElse(0);
        if ((long) most * STRETCH > MASK) {
            return Arrays.stream(times)
                    .map(t -> sweep.sensitivityOnGrid(t, points))
                    .toArray(double[][]::new);
        }
        return many.sensitivityOnGrid(points);
    }

    private double[] averagePrecision() {
        double[] weights = weights();
        double[] tp = new double[lanes];
        double[] fp = new double[lanes];
        double[] before = new double[lanes];
        double[] sum = new double[lanes];
        int[] waiting = new int[4];
        int others = 0;
        boolean rises = false;
        for (int k = 0; k < sweep.size(); k++) {
            int from = sweep.patient(k) * lanes;
            if (sweep.compressed(k)) {
                add(tp, weights, from);
                rises = true;
            } else {
                waiting[others++] = from;
            }
            if (others == waiting.length) {
                addFour(fp, weights, waiting);
                others = 0;
            }
            if (rises && sweep.lastOfEquals(k)) {
                while (others > 0) {
                    add(fp, weights, waiting[--others]);
                }
                step(sum, tp, fp, before);
                rises = false;
            }
        }
        for (int lane = 0; lane < lanes; lane++) {
            sum[lane] = tp[lane] == 0 ? Double.NaN : sum[lane] / tp[lane];
        }
        return sum;
    }

    /** How often a patient counts: all resamples of one patient, then of the next. */
    private double[] weights() {
        double[] weights = new double[sweep.patients() * lanes];
        for (int lane = 0; lane < lanes; lane++) {
            for (int p = 0; p < sweep.patients(); p++) {
                weights[p * lanes + lane] = times[lane][p];
            }
        }
        return weights;
    }

    private static void add(double[] counts, double[] weights, int from) {
        for (int lane = 0; lane < counts.length; lane++) {
            counts[lane] += weights[from + lane];
        }
    }

    private static void addFour(double[] counts, double[] weights, int[] from) {
        int a = from[0];
        int b = from[1];
        int c = from[2];
        int d = from[3];
        for (int lane = 0; lane < counts.length; lane++) {
            counts[lane] += weights[a + lane] + weights[b + lane] + weights[c + lane] + weights[d + lane];
        }
    }

    /** Precision times what the recall has gained; where nothing is called yet, nothing is gained either. */
    private static void step(double[] sum, double[] tp, double[] fp, double[] before) {
        for (int lane = 0; lane < sum.length; lane++) {
            sum[lane] += (tp[lane] - before[lane]) * tp[lane] / Math.max(1, tp[lane] + fp[lane]);
            before[lane] = tp[lane];
        }
    }

    /**
     * Only after a stretch of slices are the counts looked at; a stretch in which a point of a grid lies is walked again. Until
     * then the counts of {@link #PACKED} resamples share a long.
     */
    private double[][] sensitivityOnGrid(int points) {
        int words = (lanes + PACKED - 1) / PACKED;
        long[] weights = packedWeights(words);
        long[] positives = new long[words];
        long[] negatives = new long[words];
        Progress[] progress = new Progress[lanes];
        Arrays.setAll(progress, lane -> new Progress(sweep.grid(times[lane], points)));
        int start = 0;
        int counted = 0;
        for (int k = 0; k < sweep.size(); k++) {
            add(sweep.compressed(k) ? positives : negatives, weights, sweep.patient(k) * words);
            boolean full = ++counted == STRETCH;
            boolean ends = (full || k - start >= STRETCH || k + 1 == sweep.size()) && sweep.lastOfEquals(k);
            if (full || ends) {
                for (int lane = 0; lane < lanes; lane++) {
                    progress[lane].add(count(positives, lane), count(negatives, lane));
                }
                Arrays.fill(positives, 0);
                Arrays.fill(negatives, 0);
                counted = 0;
            }
            if (ends) {
                for (Progress one : progress) {
                    one.reach(start, k + 1);
                }
                start = k + 1;
            }
        }
        return Arrays.stream(progress).map(one -> one.grid.finished()).toArray(double[][]::new);
    }

    private long[] packedWeights(int words) {
        long[] weights = new long[sweep.patients() * words];
        for (int lane = 0; lane < lanes; lane++) {
            for (int p = 0; p < sweep.patients(); p++) {
                weights[p * words + lane / PACKED] |= (long) times[lane][p] << (lane % PACKED * BITS);
            }
        }
        return weights;
    }

    private static void add(long[] counts, long[] weights, int from) {
        for (int word = 0; word < counts.length; word++) {
            counts[word] += weights[from + word];
        }
    }

    private static int count(long[] packed, int lane) {
        return (int) (packed[lane / PACKED] >>> (lane % PACKED * BITS)) & MASK;
    }

    /** How far one resample has come: its counts so far, and those at the start of the stretch. */
    private static final class Progress {
        private final WeightedSweep.Grid grid;
        private long tp;
        private long fp;
        private long tpBefore;
        private long fpBefore;

        Progress(WeightedSweep.Grid grid) {
            this.grid = grid;
        }

        void add(int positives, int negatives) {
            tp += positives;
            fp += negatives;
        }

        void reach(int start, int end) {
            if (fp > grid.wanted()) {
                grid.walk(start, end, tpBefore, fpBefore);
            }
            tpBefore = tp;
            fpBefore = fp;
        }
    }
}
