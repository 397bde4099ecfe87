package org.cordscope.evaluation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Interval of the area from leaving out each patient in turn, on the logit scale with Student's t. Near 1, and with a few dozen
 * patients, it covers what it promises, where the area plus and minus 1.96 standard errors does not ({@code evaluate coverage}
 * shows both).
 */
final class AucJackknife {
    private static final String METHOD = "jackknife by patient on the logit scale, Student's t";

    private AucJackknife() {}

    /**
     * The interval of an area between 0 and 1 where two patients have slices of either class; without one where the area
     * becomes 0 or 1 without some patient.
     */
    static Estimate interval(Scores scores) {
        double area = scores.placements().auc();
        double[] logits = Arrays.stream(areas(scores)).map(AucJackknife::logit).toArray();
        if (!Arrays.stream(logits).allMatch(Double::isFinite)) {
            return Estimate.withoutInterval(area, METHOD);
        }
        int patients = logits.length;
        double error = (patients - 1) * Moments.standardDeviation(logits) / Math.sqrt(patients);
        double t = TDistribution.of(patients - 1.0).inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2);
        double middle = logit(area);
        return new Estimate(area, logistic(middle - t * error), logistic(middle + t * error), METHOD);
    }

    /** The area without each patient, from the pairs of slices that this takes away. */
    static double[] areas(Scores scores) {
        int patients = scores.patientCount();
        double[] placement = scores.placements().of();
        double m = scores.positives();
        double n = scores.negatives();
        double[] lost = new double[patients];
        double[] positives = new double[patients];
        double[] negatives = new double[patients];
        for (int i = 0; i < scores.size(); i++) {
            int p = scores.patient(i);
            lost[p] += placement[i] * (scores.compressed(i) ? n : m);
            (scores.compressed(i) ? positives : negatives)[p]++;
        }
        double[] within = within(scores);
        double all = scores.placements().auc() * m * n;
        double[] areas = new double[patients];
        Arrays.setAll(areas, p -> (all - lost[p] + within[p]) / ((m - positives[p]) * (n - negatives[p])));
        return areas;
    }

    /** Pairs of slices of a patient in which the compressed one scores higher, ties counting half. */
    private static double[] within(Scores scores) {
        Scores.Columns sorted = scores.descending();
        int size = scores.size();
        double[] pairs = new double[scores.patientCount()];
        int[] above = new int[pairs.length];
        int[] equal = new int[pairs.length];
        int from = 0;
        while (from < size) {
            int end = from;
            while (end < size && sorted.score()[end] == sorted.score()[from]) {
                equal[sorted.patient()[end]] += sorted.compressed()[end] ? 1 : 0;
                end++;
            }
            for (int k = from; k < end; k++) {
                int p = sorted.patient()[k];
                pairs[p] += sorted.compressed()[k] ? 0 : above[p] + equal[p] / 2.0;
            }
            for (int k = from; k < end; k++) {
                int p = sorted.patient()[k];
                above[p] += equal[p];
                equal[p] = 0;
            }
            from = end;
        }
        return pairs;
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
