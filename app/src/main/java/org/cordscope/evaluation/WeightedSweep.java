package org.cordscope.evaluation;

import java.util.Arrays;

/**
 * What a {@link Sweep} comes to where each patient counts several times or not at all. Nothing of the sweep is kept: a
 * bootstrap asks thousands of times, {@link ManySweeps} for many resamples together.
 */
final class WeightedSweep {
    private static final int COMPRESSED = 1;
    private static final int LAST_OF_EQUALS = 2;
    private static final int PATIENT = 2;
    /** Of each slice, highest score first: its patient, whether the next one scores less, whether it is compressed. */
    private final int[] slices;

    private final long[] positives;
    private final long[] negatives;

    private WeightedSweep(int[] slices, long[] positives, long[] negatives) {
        this.slices = slices;
        this.positives = positives;
        this.negatives = negatives;
    }

    static WeightedSweep of(Scores scores) {
        Scores.Columns sorted = scores.descending();
        int[] slices = new int[scores.size()];
        long[] positives = new long[scores.patientCount()];
        long[] negatives = new long[scores.patientCount()];
        for (int k = 0; k < slices.length; k++) {
            boolean last = k + 1 == slices.length || sorted.score()[k + 1] != sorted.score()[k];
            boolean compressed = sorted.compressed()[k];
            int patient = sorted.patient()[k];
            slices[k] = patient << PATIENT | (last ? LAST_OF_EQUALS : 0) | (compressed ? COMPRESSED : 0);
            (compressed ? positives : negatives)[patient]++;
        }
        return new WeightedSweep(slices, positives, negatives);
    }

    int size() {
        return slices.length;
    }

    int patients() {
        return positives.length;
    }

    /** Patient of the slice with the {@code k}th highest score. */
    int patient(int k) {
        return slices[k] >>> PATIENT;
    }

    boolean compressed(int k) {
        return (slices[k] & COMPRESSED) != 0;
    }

    /** Whether the next slice scores less. */
    boolean lastOfEquals(int k) {
        return (slices[k] & LAST_OF_EQUALS) != 0;
    }

    /** Sum of precision times the step in recall (scikit-learn's average_precision_score), NaN without positives. */
    double averagePrecision(int[] times) {
        long called = 0;
        long tp = 0;
        long before = 0;
        double sum = 0;
        for (int slice : slices) {
            int weight = times[slice >>> PATIENT];
            called += weight;
            tp += (long) weight * (slice & COMPRESSED);
            if ((slice & LAST_OF_EQUALS) != 0 && tp > before) {
                sum += (double) (tp - before) * tp / called;
                before = tp;
            }
        }
        return before == 0 ? Double.NaN : sum / before;
    }

    /**
     * Sensitivity at evenly spaced false positive rates 0, 1/(points-1), ... 1, by straight lines between the steps; the
     * highest where the curve rises vertically, but 0 at rate 0, where the curve starts. NaN with one class only.
     */
    double[] sensitivityOnGrid(int[] times, int points) {
        Grid grid = grid(times, points);
        grid.walk(0, slices.length, 0, 0);
        return grid.finished();
    }

    /** A grid on which nothing is known yet. */
    Grid grid(int[] times, int points) {
        return new Grid(times, points);
    }

    /** The same with every patient once. */
    double[] sensitivityOnGrid(int points) {
        return sensitivityOnGrid(once(), points);
    }

    /** The same with every patient once. */
    double averagePrecision() {
        return averagePrecision(once());
    }

    private int[] once() {
        int[] times = new int[positives.length];
        Arrays.fill(times, 1);
        return times;
    }

    private static double total(long[] counts, int[] times) {
        long total = 0;
        for (int p = 0; p < times.length; p++) {
            total += times[p] * counts[p];
        }
        return total;
    }

    /** A curve on its grid, filled from the left as stretches of slices are walked. */
    final class Grid {
        private final int[] times;
        private final double[] sensitivity;
        private final double allPositives;
        private final double allNegatives;
        private int next = 1;

        private Grid(int[] times, int points) {
            this.times = times;
            this.sensitivity = new double[points];
            this.allPositives = total(positives, times);
            this.allNegatives = total(negatives, times);
        }

        /** False positives beyond which the next point of the grid is known; infinite where there is none. */
        double wanted() {
            return next < sensitivity.length && allPositives > 0
                    ? next * allNegatives / (sensitivity.length - 1)
                    : Double.POSITIVE_INFINITY;
        }

        /** Walks slices {@code from} to {@code end}, a stretch between two scores, from the counts before it. */
        void walk(int from, int end, long truePositives, long falsePositives) {
            long tp = truePositives;
            long fp = falsePositives;
            long tpBefore = tp;
            long fpBefore = fp;
            double wanted = wanted();
            for (int k = from; k < end; k++) {
                int slice = slices[k];
                int weight = times[slice >>> PATIENT];
                int compressed = slice & COMPRESSED;
                tp += (long) weight * compressed;
                fp += (long) weight * (1 - compressed);
                if ((slice & LAST_OF_EQUALS) != 0) {
                    while (fp > wanted) {
                        double share = (wanted - fpBefore) / (fp - fpBefore);
                        sensitivity[next++] = (tpBefore + share * (tp - tpBefore)) / allPositives;
                        wanted = wanted();
                    }
                    tpBefore = tp;
                    fpBefore = fp;
                }
            }
        }

        /** The grid, whose points beyond the last step are 1. */
        double[] finished() {
            if (allPositives == 0 || allNegatives == 0) {
                Arrays.fill(sensitivity, Double.NaN);
            } else {
                Arrays.fill(sensitivity, next, sensitivity.length, 1);
            }
            return sensitivity;
        }
    }
}
