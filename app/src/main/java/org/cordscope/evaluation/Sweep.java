package org.cordscope.evaluation;

import java.util.Arrays;

/**
 * What happens as the threshold falls: for each distinct score, highest first, how many compressed and how many other slices
 * score at least as high. Equal scores enter together, so that ties cost half, as mid-ranks do. Each patient may count
 * several times or not at all, which is how a bootstrap re-draws patients.
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one computation and is never compared
record Sweep(double[] thresholds, long[] truePositives, long[] falsePositives) {

    static Sweep of(Scores scores) {
        int[] once = new int[scores.patientCount()];
        Arrays.fill(once, 1);
        return of(scores, once);
    }

    /** @param times how often each patient counts */
    static Sweep of(Scores scores, int[] times) {
        Scores.Columns sorted = scores.descending();
        int n = scores.size();
        double[] thresholds = new double[n];
        long[] truePositives = new long[n];
        long[] falsePositives = new long[n];
        int steps = 0;
        long tp = 0;
        long fp = 0;
        for (int k = 0; k < n; k++) {
            int weight = times[sorted.patient()[k]];
            tp += sorted.compressed()[k] ? weight : 0;
            fp += sorted.compressed()[k] ? 0 : weight;
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

    /** Sum of precision times the step in recall (scikit-learn's average_precision_score), NaN without positives. */
    double averagePrecision() {
        double sum = 0;
        long before = 0;
        for (int i = 0; i < steps(); i++) {
            long called = truePositives[i] + falsePositives[i];
            if (truePositives[i] > before) {
                sum += (double) (truePositives[i] - before) * truePositives[i] / called;
            }
            before = truePositives[i];
        }
        return before == 0 ? Double.NaN : sum / before;
    }

    /**
     * Sensitivity at evenly spaced false positive rates 0, 1/(points-1), ... 1, by straight lines between the steps; the
     * highest where the curve rises vertically, but 0 at rate 0, where the curve starts. NaN with one class only.
     */
    double[] sensitivityOnGrid(int points) {
        double[] result = new double[points];
        if (positives() == 0 || negatives() == 0) {
            Arrays.fill(result, Double.NaN);
            return result;
        }
        int step = 0;
        for (int g = 1; g < points; g++) {
            double wanted = (double) g * negatives() / (points - 1);
            while (step + 1 < steps() && falsePositives[step + 1] <= wanted) {
                step++;
            }
            result[g] = between(step, wanted) / positives();
        }
        return result;
    }

    private double between(int step, double wantedFalsePositives) {
        double x0 = falsePositives[step] <= wantedFalsePositives ? falsePositives[step] : 0;
        double y0 = falsePositives[step] <= wantedFalsePositives ? truePositives[step] : 0;
        int next = falsePositives[step] <= wantedFalsePositives ? step + 1 : step;
        if (next >= steps()) {
            return y0;
        }
        double x1 = falsePositives[next];
        return x1 <= x0 ? y0 : y0 + (truePositives[next] - y0) * (wantedFalsePositives - x0) / (x1 - x0);
    }
}
