package org.cordscope.evaluation;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Area under the ROC curve of independent cases, and comparisons of two areas: DeLong, DeLong and Clarke-Pearson,
 * Biometrics 44 (1988). Slices of one patient are not independent: see {@link ClusteredAuc}.
 */
public final class DeLong {
    private static final String METHOD = "DeLong 1988, slices taken as independent";

    private DeLong() {}

    /** Area with its interval, undefined with one class only; without interval where a class has a single slice. */
    public static Estimate auc(Scores scores) {
        if (!scores.hasBothClasses()) {
            return Estimate.undefined("only one class is present");
        }
        Placements placements = scores.placements();
        if (scores.positives() < 2 || scores.negatives() < 2) {
            return Estimate.withoutInterval(placements.auc(), METHOD + "; no interval from a single slice of a class");
        }
        double variance = covariance(scores, placements, placements);
        if (variance == 0) {
            return Estimate.withoutInterval(placements.auc(), METHOD + "; no spread, so no interval");
        }
        return Estimate.wald(placements.auc(), Math.sqrt(variance), 0, 1, METHOD);
    }

    /**
     * Variance of the area.
     *
     * @throws IllegalArgumentException with fewer than two slices of a class
     */
    public static double variance(Scores scores) {
        requireTwoOfEach(scores);
        Placements placements = scores.placements();
        return covariance(scores, placements, placements);
    }

    /**
     * Two scores of the same cases.
     *
     * @throws IllegalArgumentException where the truth of the cases differs, or with fewer than two cases of a class
     */
    public static Comparison paired(Scores first, Scores second) {
        requireSameCases(first, second);
        requireTwoOfEach(first);
        Placements a = first.placements();
        Placements b = second.placements();
        double variance = covariance(first, a, a) + covariance(first, b, b) - 2 * covariance(first, a, b);
        return normal(a.auc() - b.auc(), variance, "DeLong 1988, paired");
    }

    /**
     * Scores of two independent sets of cases; degrees of freedom after Welch, as in R's pROC.
     *
     * @throws IllegalArgumentException with fewer than two cases of a class
     */
    public static Comparison unpaired(Scores first, Scores second) {
        double v1 = variance(first);
        double v2 = variance(second);
        double difference = first.placements().auc() - second.placements().auc();
        double se = Math.sqrt(v1 + v2);
        String method = "DeLong 1988, unpaired, Welch";
        if (se == 0) {
            return withoutSpread(difference, method);
        }
        double freedom = (v1 + v2) * (v1 + v2) / (v1 * v1 / (first.size() - 1) + v2 * v2 / (second.size() - 1));
        TDistribution t = TDistribution.of(freedom);
        double reach = t.inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2) * se;
        Estimate estimate = new Estimate(difference, difference - reach, difference + reach, method);
        double p = Math.min(1, 2 * t.survivalProbability(Math.abs(difference / se)));
        return new Comparison(estimate, difference / se, freedom, p);
    }

    /** Test of a difference with a normal distribution. */
    static Comparison normal(double difference, double variance, String method) {
        if (!(variance > 0)) {
            return withoutSpread(difference, method);
        }
        double z = difference / Math.sqrt(variance);
        double p = Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z)));
        return new Comparison(
                Estimate.wald(difference, Math.sqrt(variance), -1, 1, method), z, Double.POSITIVE_INFINITY, p);
    }

    private static Comparison withoutSpread(double difference, String method) {
        boolean same = difference == 0;
        double statistic = same ? 0 : Math.copySign(Double.POSITIVE_INFINITY, difference);
        Estimate estimate = Estimate.withoutInterval(difference, method + "; no spread, so no interval");
        return new Comparison(estimate, statistic, Double.POSITIVE_INFINITY, same ? 1 : 0);
    }

    private static double covariance(Scores cases, Placements a, Placements b) {
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < cases.size(); i++) {
            double product = (a.of()[i] - a.auc()) * (b.of()[i] - b.auc());
            positive += cases.compressed(i) ? product : 0;
            negative += cases.compressed(i) ? 0 : product;
        }
        double m = cases.positives();
        double n = cases.negatives();
        return positive / (m - 1) / m + negative / (n - 1) / n;
    }

    private static void requireTwoOfEach(Scores scores) {
        if (scores.positives() < 2 || scores.negatives() < 2) {
            throw new IllegalArgumentException("DeLong's variance needs two slices of each class: " + scores.positives()
                    + " and " + scores.negatives());
        }
    }

    static void requireSameCases(Scores first, Scores second) {
        boolean same = first.size() == second.size();
        for (int i = 0; same && i < first.size(); i++) {
            same = first.compressed(i) == second.compressed(i) && first.patient(i) == second.patient(i);
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "a paired comparison needs two scores of the same slices in the same order");
        }
    }
}
