package org.cordscope.evaluation.baseline;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Whether categories are distributed alike in groups: Pearson's test on a table of counts, as R's {@code chisq.test}. */
public final class ChiSquaredTest {
    private ChiSquaredTest() {}

    /** With Yates' correction on tables of two by two, as R does by default. */
    public static BaselineTest of(long[][] table) {
        return of(table, true);
    }

    /**
     * Rows and columns that are empty do not count; undefined where fewer than two of either remain.
     *
     * @param yates whether to correct a table of two by two for continuity, by at most the distance itself
     * @throws IllegalArgumentException for a ragged table or a negative count
     */
    public static BaselineTest of(long[][] table, boolean yates) {
        long[][] counts = Counts.withoutEmpty(table);
        if (Counts.isTooSmall(counts)) {
            return BaselineTest.undefined("there is a single category or group");
        }
        boolean corrected = yates && counts.length == 2 && counts[0].length == 2;
        double[][] expected = Counts.expected(counts);
        double correction = corrected ? Math.min(0.5, Math.abs(counts[0][0] - expected[0][0])) : 0;
        double statistic = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                double distance = Math.abs(counts[i][j] - expected[i][j]) - correction;
                statistic += distance * distance / expected[i][j];
            }
        }
        double freedom = (counts.length - 1.0) * (counts[0].length - 1);
        double p = ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
        String method = "Pearson's chi-squared test" + (corrected ? " with Yates' correction" : "");
        return new BaselineTest(method, statistic, freedom, p);
    }

    /** Smallest count that independence makes one expect; the test is doubtful below 5. NaN where it is undefined. */
    public static double smallestExpected(long[][] table) {
        long[][] counts = Counts.withoutEmpty(table);
        if (Counts.isTooSmall(counts)) {
            return Double.NaN;
        }
        double smallest = Double.POSITIVE_INFINITY;
        for (double[] row : Counts.expected(counts)) {
            for (double cell : row) {
                smallest = Math.min(smallest, cell);
            }
        }
        return smallest;
    }
}
