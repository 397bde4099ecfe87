package org.cordscope.evaluation;

import java.util.Arrays;

/**
 * What happens as the threshold falls: for each distinct score, highest first, how many compressed and how many other slices
 * score at least as high. Equal scores enter together, so that ties cost half, as mid-ranks do.
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one computation and is never compared
record Sweep(double[] thresholds, long[] truePositives, long[] falsePositives) {

    static Sweep of(Scores scores) {
        Scores.Columns sorted = scores.descending();
        int n = scores.size();
        double[] thresholds = new double[n];
        long[] truePositives = new long[n];
        long[] falsePositives = new long[n];
        int steps = 0;
        long tp = 0;
        long fp = 0;
        for (int k = 0; k < n; k++) {
            tp += sorted.compressed()[k] ? 1 : 0;
            fp += sorted.compressed()[k] ? 0 : 1;
            if (k + 1 == n || sorted.score()[k + 1] != sorted.score()[k]) {
                thresholds[steps] = sorted.score()[k];
                truePositives[steps] = tp;
                falsePositives[steps] = fp;
                steps++;
            }
        }
        return new Sweep(
                Arrays.copyOf(thresholds, steps),
                Arrays.copyOf(truePositives, steps),
                Arrays.copyOf(falsePositives, steps));
    }

    int steps() {
        return thresholds.length;
    }

    long positives() {
        return steps() == 0 ? 0 : truePositives[steps() - 1];
    }

    long negatives() {
        return steps() == 0 ? 0 : falsePositives[steps() - 1];
    }

    /** Area under the ROC curve by trapezes, NaN with one class only. Equals the Mann-Whitney statistic with mid-ranks. */
    double auc() {
        double area = 0;
        long tp = 0;
        long fp = 0;
        for (int i = 0; i < steps(); i++) {
            area += (double) (falsePositives[i] - fp) * (truePositives[i] + tp);
            tp = truePositives[i];
            fp = falsePositives[i];
        }
        return tp == 0 || fp == 0 ? Double.NaN : area / 2 / tp / fp;
    }
}
