package org.cordscope.evaluation.agreement;

import java.util.Arrays;

/**
 * Cohen's kappa of a square table of counts, rows by the first rater, columns by the second; weighted where the categories
 * are ordered (Cohen, Psychological Bulletin 70, 1968).
 *
 * @param observed share of items on which both agree, near misses weighted
 * @param expected the same, expected by chance from the margins
 * @param kappa (observed - expected) / (1 - expected); NaN where chance agreement is certain
 * @param standardError for independent items, as in Gwet's irrCAC: Fleiss, Cohen and Everitt (1969)
 */
public record CohenKappa(double observed, double expected, double kappa, double standardError) {

    /** @throws IllegalArgumentException for an empty or ragged table or a negative count */
    public static CohenKappa of(long[][] table) {
        return of(table, Weighting.IDENTITY);
    }

    /** @throws IllegalArgumentException for an empty or ragged table or a negative count */
    public static CohenKappa of(long[][] table, Weighting weighting) {
        int size = table.length;
        double total = total(table);
        double[] first = new double[size];
        double[] second = new double[size];
        double[][] weights = weighting.table(size);
        double observed = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                first[i] += table[i][j] / total;
                second[j] += table[i][j] / total;
                observed += weights[i][j] * table[i][j] / total;
            }
        }
        double expected = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                expected += weights[i][j] * first[i] * second[j];
            }
        }
        double kappa = (observed - expected) / (1 - expected);
        double squares = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double influence = influence(weights[i][j], margin(i, j, weights, first, second), expected, kappa);
                squares += table[i][j] * influence * influence;
            }
        }
        return new CohenKappa(observed, expected, kappa, Math.sqrt(squares) / total);
    }

    private static long total(long[][] table) {
        long total = 0;
        for (long[] row : table) {
            if (row.length != table.length || Arrays.stream(row).anyMatch(c -> c < 0)) {
                throw new IllegalArgumentException(
                        "kappa needs a square table of counts, " + table.length + " x " + table.length);
            }
            total += Arrays.stream(row).sum();
        }
        if (total == 0) {
            throw new IllegalArgumentException("kappa needs at least one rated item");
        }
        return total;
    }

    /** Mean credit of the first rater's category among the second one's ratings, and the reverse. */
    private static double margin(int i, int j, double[][] weights, double[] first, double[] second) {
        double sum = 0;
        for (int k = 0; k < first.length; k++) {
            sum += weights[i][k] * second[k] + weights[k][j] * first[k];
        }
        return sum / 2;
    }

    /** Mean of how often the second rater uses the first one's category and the reverse. */
    static double margin(int i, int j, double[] first, double[] second) {
        return (second[i] + first[j]) / 2;
    }

    /** What one item adds to kappa, by linearisation; its mean over items is 0. */
    static double influence(double credit, double margin, double expected, double kappa) {
        double own = (credit - expected) / (1 - expected);
        return own - kappa - 2 * (1 - kappa) * (margin - expected) / (1 - expected);
    }
}
