package org.cordscope.evaluation;

import java.util.List;

/**
 * Area under the ROC curve where slices of one patient belong together: Obuchowski, Nonparametric analysis of clustered ROC
 * curve data, Biometrics 53 (1997). With one slice per patient it is DeLong's.
 */
public final class ClusteredAuc {
    private static final String METHOD = "Obuchowski 1997, clustered by patient";

    private final Scores scores;
    private final double auc;
    /** For each patient, sum over its compressed slices of placement minus area. */
    private final double[] positive;
    /** The same over its other slices. */
    private final double[] negative;

    private ClusteredAuc(Scores scores) {
        if (!scores.hasBothClasses()) {
            throw new IllegalArgumentException(
                    "an area needs slices of both classes: " + scores.positives() + " compressed of " + scores.size());
        }
        this.scores = scores;
        Placements placements = scores.placements();
        this.auc = placements.auc();
        this.positive = new double[scores.patientCount()];
        this.negative = new double[scores.patientCount()];
        for (int i = 0; i < scores.size(); i++) {
            double[] sum = scores.compressed(i) ? positive : negative;
            sum[scores.patient(i)] += placements.of()[i] - auc;
        }
    }

    /**
     * Area with its interval, a jackknife by patient on the logit scale; undefined with one class only, without interval where
     * one patient holds a whole class. Where the area becomes 1 without some patient, it is plus and minus 1.96 of Obuchowski's
     * standard errors. An area without spread (1, as a rule) takes Newcombe's score interval with each patient counting once per class, since a
     * zero-width interval would claim certainty.
     */
    public static Estimate auc(Scores scores) {
        if (!scores.hasBothClasses()) {
            return Estimate.undefined("only one class is present");
        }
        ClusteredAuc clustered = new ClusteredAuc(scores);
        int m = patientsWith(scores, true);
        int n = patientsWith(scores, false);
        if (m < 2 || n < 2) {
            return Estimate.withoutInterval(
                    clustered.auc, METHOD + "; no interval where a single patient holds all slices of a class");
        }
        double variance = clustered.covariance(clustered);
        if (variance < 1e-15) {
            return NewcombeAuc.interval(clustered.auc, m, n);
        }
        Estimate jackknife = AucJackknife.interval(scores);
        return jackknife.hasInterval() ? jackknife : Estimate.wald(clustered.auc, Math.sqrt(variance), 0, 1, METHOD);
    }

    /**
     * Variance of the area.
     *
     * @throws IllegalArgumentException where a single patient holds all slices of a class
     */
    public static double variance(Scores scores) {
        ClusteredAuc clustered = new ClusteredAuc(scores);
        clustered.requireTwoPatientsPerClass();
        return clustered.covariance(clustered);
    }

    /**
     * Two scores of the same slices.
     *
     * @throws IllegalArgumentException where the slices differ or a single patient holds all slices of a class
     */
    public static Comparison paired(Scores first, Scores second) {
        double difference = new ClusteredAuc(first).auc - new ClusteredAuc(second).auc;
        return DeLong.normal(difference, pairedVariance(first, second), METHOD + ", paired");
    }

    /**
     * Variance of the difference of two scores' areas on the same slices.
     *
     * @throws IllegalArgumentException where the slices differ or a single patient holds all slices of a class
     */
    public static double pairedVariance(Scores first, Scores second) {
        DeLong.requireSameCases(first, second);
        ClusteredAuc a = new ClusteredAuc(first);
        ClusteredAuc b = new ClusteredAuc(second);
        a.requireTwoPatientsPerClass();
        return Math.max(0, a.covariance(a) + b.covariance(b) - 2 * a.covariance(b));
    }

    /**
     * Whether the areas of several sets of different slices are all the same: Wald's chi-squared with one degree of freedom
     * less than sets. Patients with slices in several sets are allowed for.
     *
     * @return the statistic; NaN where the areas do not vary
     * @throws IllegalArgumentException where a single patient holds all slices of a class
     */
    static double heterogeneity(List<Scores> sets) {
        List<ClusteredAuc> areas = sets.stream().map(ClusteredAuc::new).toList();
        areas.forEach(ClusteredAuc::requireTwoPatientsPerClass);
        int k = areas.size() - 1;
        ClusteredAuc last = areas.get(k);
        double[] difference = new double[k];
        double[][] covariance = new double[k][k];
        for (int i = 0; i < k; i++) {
            ClusteredAuc a = areas.get(i);
            difference[i] = a.auc - last.auc;
            for (int j = 0; j < k; j++) {
                ClusteredAuc b = areas.get(j);
                double own = i == j ? a.covariance(a) : a.covarianceThroughSharedPatients(b);
                covariance[i][j] = own
                        + last.covariance(last)
                        - a.covarianceThroughSharedPatients(last)
                        - b.covarianceThroughSharedPatients(last);
            }
        }
        return QuadraticForm.ofInverse(covariance, difference);
    }

    /**
     * Two sets of different slices. Patients with slices in both sets, known by their identifier, are allowed for.
     *
     * @throws IllegalArgumentException where a single patient holds all slices of a class
     */
    public static Comparison unpaired(Scores first, Scores second) {
        ClusteredAuc a = new ClusteredAuc(first);
        ClusteredAuc b = new ClusteredAuc(second);
        a.requireTwoPatientsPerClass();
        b.requireTwoPatientsPerClass();
        double variance = a.covariance(a) + b.covariance(b) - 2 * a.covarianceThroughSharedPatients(b);
        return DeLong.normal(a.auc - b.auc, Math.max(0, variance), METHOD + ", unpaired");
    }

    /** Number of patients with at least one slice of the class. */
    static int patientsWith(Scores scores, boolean compressed) {
        boolean[] has = new boolean[scores.patientCount()];
        int count = 0;
        for (int i = 0; i < scores.size(); i++) {
            if (scores.compressed(i) == compressed && !has[scores.patient(i)]) {
                has[scores.patient(i)] = true;
                count++;
            }
        }
        return count;
    }

    /** Covariance of two areas over the same slices; with itself, the variance (equations 3 to 6 of the paper). */
    private double covariance(ClusteredAuc other) {
        double m = scores.positives();
        double n = scores.negatives();
        double s10 = 0;
        double s01 = 0;
        double s11 = 0;
        for (int p = 0; p < positive.length; p++) {
            s10 += positive[p] * other.positive[p];
            s01 += negative[p] * other.negative[p];
            s11 += positive[p] * other.negative[p] + negative[p] * other.positive[p];
        }
        return inflation(patientsWith(scores, true)) * s10 / m / m
                + inflation(patientsWith(scores, false)) * s01 / n / n
                + inflation(positive.length) * s11 / m / n;
    }

    private double covarianceThroughSharedPatients(ClusteredAuc other) {
        double sum = 0;
        int shared = 0;
        for (int p = 0; p < positive.length; p++) {
            int q = other.scores.indexOfPatient(scores.patientId(p));
            if (q >= 0) {
                sum += influence(p) * other.influence(q);
                shared++;
            }
        }
        return shared < 2 ? sum : inflation(shared) * sum;
    }

    private double influence(int p) {
        return positive[p] / scores.positives() + negative[p] / scores.negatives();
    }

    private static double inflation(int patients) {
        return patients / (patients - 1.0);
    }

    private void requireTwoPatientsPerClass() {
        if (patientsWith(scores, true) < 2 || patientsWith(scores, false) < 2) {
            throw new IllegalArgumentException("the clustered variance needs two patients with slices of each class: "
                    + patientsWith(scores, true) + " and " + patientsWith(scores, false));
        }
    }
}
