package org.cordscope.evaluation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/** Proportions with intervals: of independent trials, and of slices that belong to patients. */
public final class Proportions {
    private Proportions() {}

    /**
     * Proportion of independent trials with Wilson's score interval (1927); undefined without trials.
     *
     * @throws IllegalArgumentException where successes are not in 0..trials
     */
    public static Estimate wilson(long successes, long trials) {
        if (successes < 0 || trials < successes) {
            throw new IllegalArgumentException("successes must be in 0..trials: " + successes + " of " + trials);
        }
        if (trials == 0) {
            return Estimate.undefined("no slice to count");
        }
        return score((double) successes / trials, (double) trials, Estimate.Z, "Wilson 1927");
    }

    /**
     * Proportion of slices, where slices of one patient belong together. The variance is that of a ratio of patient totals;
     * Wilson's interval is taken at the effective sample size (Rao and Scott, Biometrics 48, 1992), never more than the
     * number of slices, with Student's t for the number of patients. Where all or no slices succeed each patient counts
     * once. With one slice per patient it is Wilson's own interval.
     *
     * @param successes per patient
     * @param trials per patient; patients without trials do not count
     */
    public static Estimate clustered(long[] successes, long[] trials) {
        if (Arrays.stream(trials).allMatch(n -> n <= 1)) {
            return wilson(Arrays.stream(successes).sum(), Arrays.stream(trials).sum());
        }
        return clustered(
                Arrays.stream(successes).asDoubleStream().toArray(),
                Arrays.stream(trials).asDoubleStream().toArray());
    }

    /**
     * The same for patients' totals that need not be whole: a share that is a ratio of two sums, such as the agreement on one
     * category.
     *
     * @param parts per patient, in 0..whole
     * @param wholes per patient; patients with 0 do not count
     */
    public static Estimate clustered(double[] parts, double[] wholes) {
        double whole = Arrays.stream(wholes).sum();
        int patients = (int) Arrays.stream(wholes).filter(w -> w > 0).count();
        if (patients == 0) {
            return Estimate.undefined("no slice to count");
        }
        double p = Arrays.stream(parts).sum() / whole;
        if (patients == 1) {
            return Estimate.withoutInterval(p, "share of slices; no interval from a single patient");
        }
        if (p == 0 || p == 1) {
            return score(p, patients, Estimate.Z, "Wilson 1927, each patient counting once");
        }
        double size = effectiveSize(parts, wholes, p, whole, patients);
        double t = TDistribution.of(patients - 1).inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2);
        return score(p, size, t, "Wilson with Rao-Scott effective sample size, clustered by patient");
    }

    private static double effectiveSize(double[] parts, double[] wholes, double p, double whole, int patients) {
        double squares = 0;
        for (int i = 0; i < wholes.length; i++) {
            double residual = parts[i] - p * wholes[i];
            squares += residual * residual;
        }
        double variance = squares * patients / (patients - 1.0) / whole / whole;
        return Math.min(whole, p * (1 - p) / variance);
    }

    private static Estimate score(double p, double n, double z, String method) {
        double z2 = z * z;
        double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
        double reach = z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        double low = p == 0 ? 0 : Math.max(0, middle - reach);
        double high = p == 1 ? 1 : Math.min(1, middle + reach);
        return new Estimate(p, low, high, method);
    }
}
