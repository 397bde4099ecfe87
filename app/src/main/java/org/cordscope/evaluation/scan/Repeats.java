package org.cordscope.evaluation.scan;

/** Differences of patients who have several scans each: their mean, and the variance between and within patients. */
final class Repeats {
    private final double[] sum;
    private final double[] squares;
    private final int[] count;

    Repeats(double[] difference, int[] patient, int patients) {
        this.sum = new double[patients];
        this.squares = new double[patients];
        this.count = new int[patients];
        for (int i = 0; i < difference.length; i++) {
            sum[patient[i]] += difference[i];
            squares[patient[i]] += difference[i] * difference[i];
            count[patient[i]]++;
        }
    }

    /** Mean over scans, each patient counting as often as told. */
    double mean(int[] times) {
        double total = 0;
        double n = 0;
        for (int p = 0; p < sum.length; p++) {
            total += times[p] * sum[p];
            n += times[p] * count[p];
        }
        return total / n;
    }

    /** Of one more difference: root of variance between plus within patients, by analysis of variance; NaN for one patient. */
    double standardDeviation(int[] times) {
        double mean = mean(times);
        double between = 0;
        double within = 0;
        double n = 0;
        double patients = 0;
        double countsSquared = 0;
        for (int p = 0; p < sum.length; p++) {
            double own = sum[p] / count[p];
            between += times[p] * count[p] * (own - mean) * (own - mean);
            within += times[p] * Math.max(0, squares[p] - count[p] * own * own);
            n += times[p] * count[p];
            patients += times[p];
            countsSquared += times[p] * (double) count[p] * count[p];
        }
        double betweenSquare = between / (patients - 1);
        double withinSquare = n > patients ? within / (n - patients) : 0;
        double perPatient = (n - countsSquared / n) / (patients - 1);
        return Math.sqrt(Math.max(0, (betweenSquare - withinSquare) / perPatient) + withinSquare);
    }
}
