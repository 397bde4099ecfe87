package org.cordscope.evaluation;

import java.util.Arrays;

/**
 * Placement values of DeLong (1988): for each compressed slice the share of the other slices that score lower, ties
 * counting half, and for each other slice the share of compressed ones that score higher. Found by bisection in sorted
 * scores, O(N log N), as in Sun and Xu (2014).
 *
 * @param of placement of each slice, in the order of the scores
 * @param auc their mean over either class
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one computation and is never compared
record Placements(double[] of, double auc) {

    static Placements of(Scores scores) {
        double[] positives = sorted(scores, true);
        double[] negatives = sorted(scores, false);
        double[] placement = new double[scores.size()];
        double total = 0;
        for (int i = 0; i < placement.length; i++) {
            double[] others = scores.compressed(i) ? negatives : positives;
            double below = countBelowOrHalfEqual(others, scores.score(i));
            placement[i] = (scores.compressed(i) ? below : others.length - below) / others.length;
            total += scores.compressed(i) ? below : 0;
        }
        return new Placements(placement, total / positives.length / negatives.length);
    }

    private static double[] sorted(Scores scores, boolean compressed) {
        double[] values = new double[compressed ? scores.positives() : scores.negatives()];
        int n = 0;
        for (int i = 0; i < scores.size(); i++) {
            if (scores.compressed(i) == compressed) {
                values[n++] = scores.score(i);
            }
        }
        Arrays.sort(values);
        return values;
    }

    private static double countBelowOrHalfEqual(double[] sorted, double value) {
        return (countWhile(sorted, value, false) + countWhile(sorted, value, true)) / 2.0;
    }

    private static int countWhile(double[] sorted, double value, boolean alsoEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean counts = alsoEqual ? sorted[middle] <= value : sorted[middle] < value;
            low = counts ? middle + 1 : low;
            high = counts ? high : middle;
        }
        return low;
    }
}
