package org.cordscope.evaluation.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Fisher's exact test of a table of counts of any small size: the probability, with the margins as they are, of all tables
 * that are no more probable than the one seen. Two-sided as R's {@code fisher.test}. Tables are counted one by one.
 */
public final class FisherExactTest {
    /** More tables than this are not counted. */
    private static final long MOST_TABLES = 5_000_000;

    private static final long MOST_PATIENTS = 1_000_000;
    /** Tables whose probability differs by less are equally probable, as in R. */
    private static final double EQUAL = 1 + 1e-7;

    private static final String METHOD = "Fisher's exact test";

    private final long[] columns;
    private final long[] rows;
    private final double[] logFactorial;
    private final double constant;
    private final double limit;
    private double asExtreme;
    private long tables;

    private FisherExactTest(long[][] counts) {
        this.rows = Counts.rows(counts);
        this.columns = Counts.columns(counts);
        int all = (int) Arrays.stream(rows).sum();
        this.logFactorial = IntStream.rangeClosed(0, all)
                .mapToDouble(n -> LogGamma.value(n + 1.0))
                .toArray();
        this.constant = sumOfLogFactorials(rows) + sumOfLogFactorials(columns) - logFactorial[all];
        double cells = 0;
        for (long[] row : counts) {
            cells += sumOfLogFactorials(row);
        }
        this.limit = constant - cells + Math.log(EQUAL);
    }

    /**
     * Rows and columns that are empty do not count; undefined where fewer than two of either remain, or where there are too
     * many tables to count.
     *
     * @throws IllegalArgumentException for a ragged table or a negative count
     */
    public static BaselineTest of(long[][] table) {
        long[][] counts = Counts.withoutEmpty(table);
        if (Counts.isTooSmall(counts)) {
            return BaselineTest.undefined("there is a single category or group");
        }
        if (Arrays.stream(Counts.rows(counts)).sum() > MOST_PATIENTS) {
            return BaselineTest.undefined("more than " + MOST_PATIENTS + " patients");
        }
        FisherExactTest test = new FisherExactTest(counts);
        test.fill(0, 0, test.rows.clone(), test.columns[0], test.constant);
        if (test.tables > MOST_TABLES) {
            return BaselineTest.undefined("more than " + MOST_TABLES + " tables have these margins");
        }
        return new BaselineTest(METHOD, Double.NaN, Double.NaN, Math.min(1, test.asExtreme));
    }

    /**
     * Puts each possible count into one cell, then goes on to the next row, then to the next column.
     *
     * @param open what each row still has to hold
     * @param left what the column still has to hold
     * @param logProbability of the table so far
     */
    private void fill(int column, int row, long[] open, long left, double logProbability) {
        if (tables > MOST_TABLES) {
            return;
        }
        if (column == columns.length - 1) {
            finish(open, logProbability);
        } else if (row == rows.length - 1) {
            if (left <= open[row]) {
                open[row] -= left;
                fill(column + 1, 0, open, columns[column + 1], logProbability - logFactorial[(int) left]);
                open[row] += left;
            }
        } else {
            long most = Math.min(left, open[row]);
            long elsewhere = 0;
            for (int below = row + 1; below < rows.length; below++) {
                elsewhere += open[below];
            }
            for (long cell = Math.max(0, left - elsewhere); cell <= most; cell++) {
                open[row] -= cell;
                fill(column, row + 1, open, left - cell, logProbability - logFactorial[(int) cell]);
                open[row] += cell;
            }
        }
    }

    /** The last column holds what the rows still have to hold. */
    private void finish(long[] open, double logProbability) {
        tables++;
        double log = logProbability - sumOfLogFactorials(open);
        if (log <= limit) {
            asExtreme += Math.exp(log);
        }
    }

    private double sumOfLogFactorials(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += logFactorial[(int) count];
        }
        return sum;
    }
}
