package org.cordscope.evaluation.agreement;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Proportions;

/**
 * Agreement of two raters on slices (the paper's Table 2), intervals clustered by patient.
 *
 * @param bothCompressed slices that both call compressed
 * @param firstOnly slices that only the first calls compressed
 * @param secondOnly slices that only the second calls compressed
 * @param neitherCompressed slices that neither calls compressed
 * @param observed share of slices on which they agree
 * @param kappa Cohen's
 * @param positiveAgreement of the calls "compressed", the share that the other rater shares: 2a / (2a + b + c)
 * @param negativeAgreement the same for "not compressed" (Cicchetti and Feinstein 1990)
 * @param secondConfirmsCompressed of the slices that the first calls compressed, the share the second does too
 * @param firstConfirmsCompressed of the slices that the second calls compressed, the share the first does too
 * @param secondConfirmsNotCompressed the same for "not compressed"
 * @param firstConfirmsNotCompressed the same for "not compressed"
 */
public record RaterAgreement(
        long bothCompressed,
        long firstOnly,
        long secondOnly,
        long neitherCompressed,
        Estimate observed,
        Estimate kappa,
        Estimate positiveAgreement,
        Estimate negativeAgreement,
        Estimate secondConfirmsCompressed,
        Estimate firstConfirmsCompressed,
        Estimate secondConfirmsNotCompressed,
        Estimate firstConfirmsNotCompressed) {
    private static final int BOTH = 0;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int NEITHER = 3;

    /** @throws IllegalArgumentException without slices */
    public static RaterAgreement of(List<RatedSlice> slices) {
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("agreement needs at least one slice rated by both");
        }
        long[][] cells = cellsByPatient(slices);
        long[] t = total(cells);
        return new RaterAgreement(
                t[BOTH],
                t[FIRST],
                t[SECOND],
                t[NEITHER],
                share(cells, new int[] {1, 0, 0, 1}, new int[] {1, 1, 1, 1}),
                kappa(cells, t),
                share(cells, new int[] {2, 0, 0, 0}, new int[] {2, 1, 1, 0}),
                share(cells, new int[] {0, 0, 0, 2}, new int[] {0, 1, 1, 2}),
                share(cells, new int[] {1, 0, 0, 0}, new int[] {1, 1, 0, 0}),
                share(cells, new int[] {1, 0, 0, 0}, new int[] {1, 0, 1, 0}),
                share(cells, new int[] {0, 0, 0, 1}, new int[] {0, 0, 1, 1}),
                share(cells, new int[] {0, 0, 0, 1}, new int[] {0, 1, 0, 1}));
    }

    public long slices() {
        return bothCompressed + firstOnly + secondOnly + neitherCompressed;
    }

    /** Slices that the first rater calls compressed. */
    public long firstCompressed() {
        return bothCompressed + firstOnly;
    }

    /** Slices that the second rater calls compressed. */
    public long secondCompressed() {
        return bothCompressed + secondOnly;
    }

    public long disagreements() {
        return firstOnly + secondOnly;
    }

    private static long[][] cellsByPatient(List<RatedSlice> slices) {
        Map<String, long[]> byPatient = new HashMap<>();
        for (RatedSlice slice : slices) {
            int cell = slice.firstCompressed()
                    ? (slice.secondCompressed() ? BOTH : FIRST)
                    : (slice.secondCompressed() ? SECOND : NEITHER);
            byPatient.computeIfAbsent(slice.patientId(), id -> new long[4])[cell]++;
        }
        return byPatient.values().toArray(long[][]::new);
    }

    private static long[] total(long[][] cells) {
        long[] total = new long[4];
        for (long[] patient : cells) {
            for (int c = 0; c < 4; c++) {
                total[c] += patient[c];
            }
        }
        return total;
    }

    private static Estimate share(long[][] cells, int[] successWeights, int[] trialWeights) {
        long[] successes = new long[cells.length];
        long[] trials = new long[cells.length];
        for (int p = 0; p < cells.length; p++) {
            for (int c = 0; c < 4; c++) {
                successes[p] += successWeights[c] * cells[p][c];
                trials[p] += trialWeights[c] * cells[p][c];
            }
        }
        return Proportions.clustered(successes, trials);
    }

    private static Estimate kappa(long[][] cells, long[] t) {
        CohenKappa cohen = CohenKappa.of(new long[][] {{t[BOTH], t[FIRST]}, {t[SECOND], t[NEITHER]}});
        if (Double.isNaN(cohen.kappa())) {
            return Estimate.undefined("both raters use a single class");
        }
        String method = "Cohen 1960, linearised";
        int patients = cells.length;
        if (patients < 2) {
            return Estimate.withoutInterval(cohen.kappa(), method + "; no interval from a single patient");
        }
        String clustered = patients < Arrays.stream(t).sum() ? ", clustered by patient" : "";
        return Estimate.student(
                cohen.kappa(), clusteredError(cells, t, cohen), patients - 1.0, -1, 1, method + clustered);
    }

    /**
     * Standard error from the sum of each patient's influences (Yang and Zhou, Statistics in Medicine 33, 2014); the same as of
     * {@link CongerKappa}, which is this kappa where two raters rated everything.
     */
    private static double clusteredError(long[][] cells, long[] t, CohenKappa cohen) {
        double n = t[BOTH] + t[FIRST] + t[SECOND] + t[NEITHER];
        double[] first = {(t[BOTH] + t[FIRST]) / n, (t[SECOND] + t[NEITHER]) / n};
        double[] second = {(t[BOTH] + t[SECOND]) / n, (t[FIRST] + t[NEITHER]) / n};
        double squares = 0;
        for (long[] patient : cells) {
            double sum = 0;
            for (int c = 0; c < 4; c++) {
                double margin = CohenKappa.margin(c / 2, c % 2, first, second);
                boolean agree = c == BOTH || c == NEITHER;
                sum += patient[c] * CohenKappa.influence(agree ? 1 : 0, margin, cohen.expected(), cohen.kappa());
            }
            squares += sum * sum;
        }
        double patients = cells.length;
        return Math.sqrt(squares * patients / (patients - 1)) / n;
    }
}
