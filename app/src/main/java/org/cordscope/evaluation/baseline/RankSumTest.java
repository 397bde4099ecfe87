package org.cordscope.evaluation.baseline;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Whether values of one group tend to be larger: the rank sum test of Wilcoxon, and of Mann and Whitney, as R's {@code
 * wilcox.test}: exact with fewer than 50 values in both groups and no ties, otherwise by a normal distribution with
 * variance corrected for ties and the statistic for continuity.
 */
public final class RankSumTest {
    private static final int EXACT_BELOW = 50;

    private RankSumTest() {}

    /** The statistic is the number of pairs in which the first group's value is larger, ties counting half. */
    public static BaselineTest of(double[] first, double[] second) {
        int m = first.length;
        int n = second.length;
        if (m == 0 || n == 0) {
            return BaselineTest.undefined("a group has no values");
        }
        double[] all = new double[m + n];
        System.arraycopy(first, 0, all, 0, m);
        System.arraycopy(second, 0, all, m, n);
        Arrays.sort(all);
        double larger = 0;
        for (double value : first) {
            larger += pairsWon(second, value);
        }
        double ties = tieTerm(all);
        if (ties == 0 && m < EXACT_BELOW && n < EXACT_BELOW) {
            return new BaselineTest("Wilcoxon rank sum test, exact", larger, Double.NaN, exact(larger, m, n));
        }
        double total = m + n;
        double variance = m * (double) n / 12 * (total + 1 - ties / (total * (total - 1)));
        if (!(variance > 0)) {
            return BaselineTest.undefined("no value varies");
        }
        double distance = larger - m * (double) n / 2;
        double z = (distance - Math.signum(distance) / 2) / Math.sqrt(variance);
        double p = Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z)));
        return new BaselineTest("Wilcoxon rank sum test with continuity correction", larger, Double.NaN, p);
    }

    private static double pairsWon(double[] others, double value) {
        double won = 0;
        for (double other : others) {
            won += value > other ? 1 : value == other ? 0.5 : 0;
        }
        return won;
    }

    /** Sum over runs of t equal values of t cubed less t. */
    private static double tieTerm(double[] sorted) {
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                double t = i - from;
                sum += t * t * t - t;
                from = i;
            }
        }
        return sum;
    }

    /** Twice the smaller tail, at most 1. */
    private static double exact(double larger, int m, int n) {
        double[] frequency = frequencies(m, n);
        double all = Arrays.stream(frequency).sum();
        int w = (int) Math.round(larger);
        double below = 0;
        double above = 0;
        for (int i = 0; i < frequency.length; i++) {
            below += i <= w ? frequency[i] : 0;
            above += i >= w ? frequency[i] : 0;
        }
        return Math.min(1, 2 * Math.min(below, above) / all);
    }

    /** In how many orders of m + n values each statistic occurs: the product of (1 - x^(n+i)) / (1 - x^i). */
    private static double[] frequencies(int m, int n) {
        double[] count = new double[m * n + 1];
        count[0] = 1;
        for (int i = 1; i <= m; i++) {
            for (int at = count.length - 1; at >= n + i; at--) {
                count[at] -= count[at - n - i];
            }
            for (int at = i; at < count.length; at++) {
                count[at] += count[at - i];
            }
        }
        return count;
    }
}
