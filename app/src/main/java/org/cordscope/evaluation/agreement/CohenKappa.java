package org.cordscope.evaluation.agreement;

import java.util.Arrays;

/**
 * Cohen's kappa of a square table of counts, rows by the first rater, columns by the second.
 *
 * @param observed share of items on which both agree
 * @param expected share expected by chance from the margins
 * @param kappa (observed - expected) / (1 - expected); NaN where chance agreement is certain
 * @param standardError for independent items, as in Gwet's irrCAC: Fleiss, Cohen and Everitt (1969)
 */
public record CohenKappa(double observed, double expected, double kappa, double standardError) {

    /** @throws IllegalArgumentException for an empty or ragged table or a negative count */
    public static CohenKappa of(long[][] table) {
        int size = table.length;
        long total = 0;
        for (long[] row : table) {
            if (row.length != size || Arrays.stream(row).anyMatch(c -> c < 0)) {
                throw new IllegalArgumentException("kappa needs a square table of counts, " + size + " x " + size);
            }
            total += Arrays.stream(row).sum();
        }
        if (total == 0) {
            throw new IllegalArgumentException("kappa needs at least one rated item");
        }
        double[] first = new double[size];
        double[] second = new double[size];
        double observed = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                first[i] += (double) table[i][j] / total;
                second[j] += (double) table[i][j] / total;
            }
            observed += (double) table[i][i] / total;
        }
        double expected = 0;
        for (int i = 0; i < size; i++) {
            expected += first[i] * second[i];
        }
        double kappa = (observed - expected) / (1 - expected);
        double error = standardError(table, total, first, second, expected, kappa);
        return new CohenKappa(observed, expected, kappa, error);
    }

    private static double standardError(
            long[][] table, long total, double[] first, double[] second, double expected, double kappa) {
        double squares = 0;
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                double influence = influence(i == j, margin(i, j, first, second), expected, kappa);
                squares += table[i][j] * influence * influence;
            }
        }
        return Math.sqrt(squares) / total;
    }

    /** Mean of how often the second rater uses the first one's category and the reverse. */
    static double margin(int i, int j, double[] first, double[] second) {
        return (second[i] + first[j]) / 2;
    }

    /** What one item adds to kappa, by linearisation; its mean over items is 0. */
    static double influence(boolean agree, double margin, double expected, double kappa) {
        double own = ((agree ? 1 : 0) - expected) / (1 - expected);
        return own - kappa - 2 * (1 - kappa) * (margin - expected) / (1 - expected);
    }
}
