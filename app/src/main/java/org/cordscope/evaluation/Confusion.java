package org.cordscope.evaluation;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * Slices counted by truth and call. Ratios are NaN where their denominator is 0.
 *
 * @param truePositives compressed and called so
 * @param falsePositives called compressed, but not
 * @param trueNegatives neither
 * @param falseNegatives compressed, but missed
 */
public record Confusion(long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

    public Confusion {
        if (truePositives < 0 || falsePositives < 0 || trueNegatives < 0 || falseNegatives < 0) {
            throw new IllegalArgumentException("counts cannot be negative");
        }
    }

    /** Counts all slices; one is called compressed where its score is at least the threshold. */
    public static Confusion of(Scores scores, double threshold) {
        return total(perPatient(scores, threshold));
    }

    /** The counts of each patient, in the order of the scores' patients. */
    public static Confusion[] perPatient(Scores scores, double threshold) {
        long[][] cells = new long[scores.patientCount()][4];
        for (int i = 0; i < scores.size(); i++) {
            boolean called = scores.score(i) >= threshold;
            int cell = scores.compressed(i) ? (called ? 0 : 3) : (called ? 1 : 2);
            cells[scores.patient(i)][cell]++;
        }
        return Arrays.stream(cells)
                .map(c -> new Confusion(c[0], c[1], c[2], c[3]))
                .toArray(Confusion[]::new);
    }

    /** Sum over patients. */
    public static Confusion total(Confusion[] patients) {
        int[] once = new int[patients.length];
        Arrays.fill(once, 1);
        return total(patients, once);
    }

    /** A ratio of two counts, with its interval clustered by patient. */
    public static Estimate share(
            Confusion[] patients, ToLongFunction<Confusion> successes, ToLongFunction<Confusion> trials) {
        return Proportions.clustered(
                Arrays.stream(patients).mapToLong(successes).toArray(),
                Arrays.stream(patients).mapToLong(trials).toArray());
    }

    /** Sum over patients, each as often as told. */
    public static Confusion total(Confusion[] patients, int[] times) {
        long tp = 0;
        long fp = 0;
        long tn = 0;
        long fn = 0;
        for (int i = 0; i < patients.length; i++) {
            tp += times[i] * patients[i].truePositives;
            fp += times[i] * patients[i].falsePositives;
            tn += times[i] * patients[i].trueNegatives;
            fn += times[i] * patients[i].falseNegatives;
        }
        return new Confusion(tp, fp, tn, fn);
    }

    public long slices() {
        return truePositives + falsePositives + trueNegatives + falseNegatives;
    }

    public long compressed() {
        return truePositives + falseNegatives;
    }

    public long notCompressed() {
        return trueNegatives + falsePositives;
    }

    public long calledCompressed() {
        return truePositives + falsePositives;
    }

    public long calledNotCompressed() {
        return trueNegatives + falseNegatives;
    }

    public double sensitivity() {
        return (double) truePositives / compressed();
    }

    public double specificity() {
        return (double) trueNegatives / notCompressed();
    }

    /** Positive predictive value, also called precision. */
    public double ppv() {
        return (double) truePositives / calledCompressed();
    }

    /** Negative predictive value. */
    public double npv() {
        return (double) trueNegatives / calledNotCompressed();
    }

    public double accuracy() {
        return (double) (truePositives + trueNegatives) / slices();
    }

    /** Mean of sensitivity and specificity. */
    public double balancedAccuracy() {
        return (sensitivity() + specificity()) / 2;
    }

    /** Harmonic mean of sensitivity and positive predictive value, 2 TP / (2 TP + FP + FN). */
    public double f1() {
        return 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
    }

    /** Matthews correlation coefficient: the correlation of call and truth. */
    public double mcc() {
        double product = (double) truePositives * trueNegatives - (double) falsePositives * falseNegatives;
        return product
                / Math.sqrt((double) calledCompressed() * compressed())
                / Math.sqrt((double) notCompressed() * calledNotCompressed());
    }
}
