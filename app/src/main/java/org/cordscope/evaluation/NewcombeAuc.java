package org.cordscope.evaluation;

/**
 * Score interval of an area from the area and the group sizes alone: Newcombe, Statistics in Medicine 25 (2006), part 2,
 * method 5. It keeps its width where the area is 0 or 1.
 */
final class NewcombeAuc {
    private static final String METHOD = "Newcombe 2006 score interval, each patient counting once per class";

    private NewcombeAuc() {}

    /**
     * @param m number of independent positives
     * @param n number of independent negatives
     */
    static Estimate interval(double auc, int m, int n) {
        return new Estimate(auc, bound(auc, m, n, 0), bound(auc, m, n, 1), METHOD);
    }

    /** The value between area and end that lies z standard errors, by its own variance, from the area. */
    private static double bound(double auc, int m, int n, double end) {
        double inside = auc;
        double outside = end;
        for (int i = 0; i < 200 && inside != outside; i++) {
            double middle = (inside + outside) / 2;
            boolean within = Math.abs(middle - auc) <= Estimate.Z * Math.sqrt(variance(middle, m, n));
            inside = within ? middle : inside;
            outside = within ? outside : middle;
        }
        return inside;
    }

    private static double variance(double theta, int m, int n) {
        double size = (m + n) / 2.0;
        double bracket = 2 * size - 1 - (3 * size - 3) / ((2 - theta) * (1 + theta));
        return Math.max(0, theta * (1 - theta) * bracket / m / n);
    }
}
