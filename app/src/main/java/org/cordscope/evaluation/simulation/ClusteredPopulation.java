package org.cordscope.evaluation.simulation;

import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.cordscope.evaluation.Scores;

/**
 * A population in which slices of a patient are alike: a slice scores its patient's level, plus noise, plus a shift where it is
 * compressed; levels and noise are normal. How many slices of a patient are compressed differs from patient to patient (10 to
 * 50 %), and is independent of the level, so that sensitivity and specificity are known exactly.
 *
 * @param shift distance of the classes' means
 * @param patientSd standard deviation of patients' levels; 0 for slices that are independent
 * @param sliceSd standard deviation of the noise of slices
 */
public record ClusteredPopulation(double shift, double patientSd, double sliceSd) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    public ClusteredPopulation {
        if (!(patientSd >= 0) || !(sliceSd > 0)) {
            throw new IllegalArgumentException("standard deviations must not be negative, and that of slices above 0: "
                    + patientSd + ", " + sliceSd);
        }
    }

    /** An area of about 0.87, and an intraclass correlation of 0.64. */
    public static ClusteredPopulation defaults() {
        return new ClusteredPopulation(1.6, 0.8, 0.6);
    }

    /** The same spread of scores with independent slices. */
    public ClusteredPopulation unclustered() {
        return new ClusteredPopulation(shift, 0, spread());
    }

    /** Correlation of two slices of a patient. */
    public double correlation() {
        return patientSd * patientSd / (spread() * spread());
    }

    /** Standard deviation of the scores of one class. */
    public double spread() {
        return Math.hypot(patientSd, sliceSd);
    }

    /** Draws patients with as many slices each. */
    public Scores draw(Random random, int patients, int slices) {
        int n = patients * slices;
        boolean[] compressed = new boolean[n];
        double[] score = new double[n];
        int[] patient = new int[n];
        double level = 0;
        double share = 0;
        for (int i = 0; i < n; i++) {
            if (i % slices == 0) {
                level = patientSd * random.nextGaussian();
                share = 0.1 + 0.4 * random.nextDouble();
            }
            patient[i] = i / slices;
            compressed[i] = random.nextDouble() < share;
            score[i] = level + sliceSd * random.nextGaussian() + (compressed[i] ? shift : 0);
        }
        return Scores.clustered(compressed, score, patient);
    }

    /** Expected area over all pairs of slices of a cohort of so many patients, of which one in that many is within a patient. */
    public double auc(int patients) {
        double between = NORMAL.cumulativeProbability(shift / (Math.sqrt(2) * spread()));
        double within = NORMAL.cumulativeProbability(shift / (Math.sqrt(2) * sliceSd));
        return between + (within - between) / patients;
    }

    /** Share of compressed slices that score at least a threshold. */
    public double sensitivity(double threshold) {
        return NORMAL.survivalProbability((threshold - shift) / spread());
    }

    /** Share of other slices that score below a threshold. */
    public double specificity(double threshold) {
        return NORMAL.cumulativeProbability(threshold / spread());
    }
}
