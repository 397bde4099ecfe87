package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far predicted probabilities agree with frequencies.
 *
 * @param brier mean squared distance of probability and truth
 * @param expectedCalibrationError mean distance of probability and frequency over the bins, weighted by slices
 * @param intercept calibration in the large: logit shift with slope 1; 0 is ideal, below 0 means probabilities too high
 * @param slope of the truth on the logit of the probability; 1 is ideal, below 1 means probabilities too extreme
 * @param bins ten bins of equal width, empty ones left out
 * @param decomposition of the Brier score by these bins
 * @param curve of frequency against probability without bins
 */
public record Calibration(
        Estimate brier,
        Estimate expectedCalibrationError,
        Estimate intercept,
        Estimate slope,
        List<Bin> bins,
        BrierDecomposition decomposition,
        ReliabilityCurve curve) {
    private static final int BINS = 10;
    private static final String ROBUST = ", patient-clustered sandwich variance, probabilities kept 1e-6 from 0 and 1";

    /** Slices whose probability lies in {@code low..high}, the upper edge belonging to the next bin except at 1. */
    public record Bin(double low, double high, long slices, double meanProbability, Estimate frequency) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    static Calibration of(Scores scores, PatientBootstrap bootstrap) {
        double[][] probability = new double[scores.patientCount()][BINS];
        double[][] compressed = new double[scores.patientCount()][BINS];
        long[][] slices = new long[scores.patientCount()][BINS];
        double[] squares = new double[scores.patientCount()];
        for (int i = 0; i < scores.size(); i++) {
            int bin = Math.min(BINS - 1, (int) (scores.score(i) * BINS));
            int patient = scores.patient(i);
            double truth = scores.compressed(i) ? 1 : 0;
            probability[patient][bin] += scores.score(i);
            compressed[patient][bin] += truth;
            slices[patient][bin]++;
            squares[patient] += (scores.score(i) - truth) * (scores.score(i) - truth);
        }
        long[] sizes =
                Arrays.stream(slices).mapToLong(n -> Arrays.stream(n).sum()).toArray();
        return new Calibration(
                bootstrap.bca(times -> sum(squares, times) / count(sizes, times)),
                bootstrap.bca(times -> calibrationError(probability, compressed, sizes, times)),
                intercept(scores),
                slope(scores),
                bins(probability, compressed, slices),
                BrierDecomposition.of(scores, BINS),
                ReliabilityCurve.of(scores));
    }

    private static double calibrationError(double[][] probability, double[][] compressed, long[] sizes, int[] times) {
        double[] distance = new double[BINS];
        for (int p = 0; p < times.length; p++) {
            for (int b = 0; b < BINS; b++) {
                distance[b] += times[p] * (probability[p][b] - compressed[p][b]);
            }
        }
        double total = 0;
        for (double d : distance) {
            total += Math.abs(d);
        }
        return total / count(sizes, times);
    }

    private static double sum(double[] values, int[] times) {
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            total += times[i] * values[i];
        }
        return total;
    }

    private static double count(long[] sizes, int[] times) {
        long total = 0;
        for (int p = 0; p < times.length; p++) {
            total += times[p] * sizes[p];
        }
        return total;
    }

    private static List<Bin> bins(double[][] probability, double[][] compressed, long[][] slices) {
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            long[] successes = new long[slices.length];
            long[] trials = new long[slices.length];
            long all = 0;
            double mean = 0;
            for (int p = 0; p < slices.length; p++) {
                successes[p] = Math.round(compressed[p][b]);
                trials[p] = slices[p][b];
                all += slices[p][b];
                mean += probability[p][b];
            }
            if (all > 0) {
                bins.add(new Bin(
                        (double) b / BINS,
                        (b + 1.0) / BINS,
                        all,
                        mean / all,
                        Proportions.clustered(successes, trials)));
            }
        }
        return bins;
    }

    private static Estimate intercept(Scores scores) {
        if (!scores.hasBothClasses()) {
            return Estimate.undefined("only one class is present");
        }
        LogisticFit fit = LogisticFit.interceptOnly(scores);
        return parameter(fit.intercept(), fit.interceptError(), "logistic recalibration, slope fixed at 1");
    }

    private static Estimate slope(Scores scores) {
        if (!scores.hasBothClasses()) {
            return Estimate.undefined("only one class is present");
        }
        if (separated(scores)) {
            return Estimate.undefined("a threshold separates the classes, so the slope is unbounded");
        }
        LogisticFit fit = LogisticFit.interceptAndSlope(scores);
        return parameter(fit.slope(), fit.slopeError(), "logistic recalibration");
    }

    private static Estimate parameter(double value, double error, String method) {
        return Double.isNaN(error)
                ? Estimate.withoutInterval(value, method + "; no interval from a single patient")
                : Estimate.wald(value, error, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, method + ROBUST);
    }

    /** True where all scores of one class lie on one side of, or at, all scores of the other, or do not differ at all. */
    private static boolean separated(Scores scores) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < scores.size(); i++) {
            int c = scores.compressed(i) ? 1 : 0;
            double x = LogisticFit.logit(scores.score(i));
            low[c] = Math.min(low[c], x);
            high[c] = Math.max(high[c], x);
        }
        return low[1] >= high[0] || low[0] >= high[1];
    }
}
