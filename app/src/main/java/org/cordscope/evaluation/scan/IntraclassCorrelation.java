package org.cordscope.evaluation.scan;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.FDistribution;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.PatientJackknife;

/**
 * How far raters give the same numbers to scans, relative to how scans differ: Shrout and Fleiss, Psychological Bulletin 86
 * (1979); intervals by McGraw and Wong, Psychological Methods 1 (1996), as in R's psych. Where patients have several scans
 * the intervals leave out each patient in turn.
 *
 * @param agreement ICC(2,1): raters are a sample of raters, and a constant difference between them counts against them
 * @param consistency ICC(3,1): these raters only, a constant difference is forgiven
 */
public record IntraclassCorrelation(Estimate agreement, Estimate consistency) {
    private static final double TAIL = (1 - Estimate.CONFIDENCE) / 2;
    private static final String AGREEMENT = "ICC(2,1), Shrout and Fleiss 1979";
    private static final String CONSISTENCY = "ICC(3,1), Shrout and Fleiss 1979";

    /**
     * Undefined with fewer than two scans or raters, or where nothing varies.
     *
     * @param values [scan][rater]
     * @param patient for each scan its patient, numbered from 0 without gaps
     * @throws IllegalArgumentException where the columns differ in length
     */
    public static IntraclassCorrelation of(double[][] values, int[] patient) {
        int raters = values.length == 0 ? 0 : values[0].length;
        if (patient.length != values.length || Arrays.stream(values).anyMatch(row -> row.length != raters)) {
            throw new IllegalArgumentException("every scan has a patient and a number of every rater");
        }
        if (values.length < 2 || raters < 2) {
            Estimate none = Estimate.undefined("fewer than two scans or raters");
            return new IntraclassCorrelation(none, none);
        }
        int patients = Arrays.stream(patient).max().orElse(0) + 1;
        if (patients < values.length) {
            return new IntraclassCorrelation(
                    jackknife(values, patient, patients, VarianceTable::agreement, AGREEMENT),
                    jackknife(values, patient, patients, VarianceTable::consistency, CONSISTENCY));
        }
        int[] once = new int[values.length];
        Arrays.fill(once, 1);
        VarianceTable table = VarianceTable.of(values, once);
        return new IntraclassCorrelation(agreement(table), consistency(table));
    }

    private static Estimate jackknife(
            double[][] values,
            int[] patient,
            int patients,
            ToDoubleFunction<VarianceTable> coefficient,
            String method) {
        return new PatientJackknife(patients)
                .interval(
                        times -> {
                            int[] ofScan =
                                    Arrays.stream(patient).map(p -> times[p]).toArray();
                            return coefficient.applyAsDouble(VarianceTable.of(values, ofScan));
                        },
                        -1,
                        1,
                        method);
    }

    private static Estimate agreement(VarianceTable t) {
        double icc = t.agreement();
        if (Double.isNaN(icc) || t.residual() == 0) {
            return withoutSpread(icc, AGREEMENT);
        }
        double n = t.scans();
        double k = t.raters();
        double f = t.betweenRaters() / t.residual();
        double rest = n * (1 + (k - 1) * icc) - k * icc;
        double above = (k - 1) * (n - 1) * Math.pow(k * icc * f + rest, 2);
        double below = (n - 1) * Math.pow(k * icc * f, 2) + rest * rest;
        double freedom = above / below;
        if (!(freedom > 0)) {
            return tooFew(icc);
        }
        double upper = quantile(n - 1, freedom);
        double lower = quantile(freedom, n - 1);
        double noise = k * t.betweenRaters() + (k * n - k - n) * t.residual();
        double b = t.betweenScans();
        // divided by the quantile, which is infinite where hardly any degree of freedom is left: NaN, or an interval
        // beside the value
        double low = n * (b / upper - t.residual()) / (noise + n * b / upper);
        double high = n * (lower * b - t.residual()) / (noise + n * lower * b);
        boolean holds = Double.isFinite(low) && Double.isFinite(high) && low <= icc && icc <= high;
        return holds ? new Estimate(icc, low, high, AGREEMENT) : tooFew(icc);
    }

    private static Estimate tooFew(double icc) {
        return Estimate.withoutInterval(icc, AGREEMENT + "; too few scans, so no interval");
    }

    private static Estimate consistency(VarianceTable t) {
        double icc = t.consistency();
        if (Double.isNaN(icc) || t.residual() == 0) {
            return withoutSpread(icc, CONSISTENCY);
        }
        double n = t.scans() - 1.0;
        double k = t.raters();
        double f = t.betweenScans() / t.residual();
        double low = f / quantile(n, n * (k - 1));
        double high = f * quantile(n * (k - 1), n);
        return new Estimate(icc, (low - 1) / (low + k - 1), (high - 1) / (high + k - 1), CONSISTENCY);
    }

    private static double quantile(double above, double below) {
        return FDistribution.of(above, below).inverseSurvivalProbability(TAIL);
    }

    private static Estimate withoutSpread(double icc, String method) {
        return Double.isNaN(icc)
                ? Estimate.undefined("all numbers are the same")
                : Estimate.withoutInterval(icc, method + "; raters agree without spread, so no interval");
    }
}
