package org.cordscope.evaluation.baseline;

import java.util.Arrays;

/** Checks and margins of a table of counts, rows by category, columns by group. */
final class Counts {
    private Counts() {}

    /** The table without rows and columns that are empty. */
    static long[][] withoutEmpty(long[][] table) {
        int columns = table.length == 0 ? 0 : table[0].length;
        for (long[] row : table) {
            if (row.length != columns || Arrays.stream(row).anyMatch(c -> c < 0)) {
                throw new IllegalArgumentException(
                        "a table of counts has rows of equal length without negative counts");
            }
        }
        long[] total = columns(table);
        return Arrays.stream(table)
                .filter(row -> Arrays.stream(row).sum() > 0)
                .map(row -> kept(row, total))
                .toArray(long[][]::new);
    }

    private static long[] kept(long[] row, long[] columnTotals) {
        long[] kept = new long[row.length];
        int n = 0;
        for (int j = 0; j < row.length; j++) {
            if (columnTotals[j] > 0) {
                kept[n++] = row[j];
            }
        }
        return Arrays.copyOf(kept, n);
    }

    static long[] rows(long[][] table) {
        return Arrays.stream(table).mapToLong(row -> Arrays.stream(row).sum()).toArray();
    }

    static long[] columns(long[][] table) {
        long[] total = new long[table.length == 0 ? 0 : table[0].length];
        for (long[] row : table) {
            for (int j = 0; j < total.length; j++) {
                total[j] += row[j];
            }
        }
        return total;
    }

    /** What independence of rows and columns makes one expect. */
    static double[][] expected(long[][] table) {
        long[] rows = rows(table);
        long[] columns = columns(table);
        double all = Arrays.stream(rows).sum();
        double[][] expected = new double[rows.length][columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                expected[i][j] = rows[i] * (double) columns[j] / all;
            }
        }
        return expected;
    }

    static boolean isTooSmall(long[][] table) {
        return table.length < 2 || table[0].length < 2;
    }
}
