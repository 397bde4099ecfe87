package org.cordscope.evaluation.paired;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.ScoredSlice;

/**
 * A share of slices that two models call right.
 *
 * @param name of the share
 * @param slices that count
 * @param onlyFirst slices that only the first calls right
 * @param onlySecond slices that only the second calls right
 * @param difference first less second: Obuchowski, Statistics in Medicine 17 (1998), clustered by patient, Student's t
 * @param pValue of no difference, by the same; NaN without spread
 * @param mcNemar exact p value of McNemar, Psychometrika 12 (1947), which takes slices as independent
 */
public record PairedShare(
        String name, long slices, long onlyFirst, long onlySecond, Estimate difference, double pValue, double mcNemar) {
    private static final String METHOD = "paired difference, clustered by patient, Obuchowski 1998";

    static PairedShare of(
            String name,
            List<ScoredSlice> first,
            List<ScoredSlice> second,
            double firstThreshold,
            double secondThreshold,
            Predicate<ScoredSlice> counts) {
        Map<String, long[]> byPatient = new HashMap<>();
        long onlyFirst = 0;
        long onlySecond = 0;
        long slices = 0;
        for (int i = 0; i < first.size(); i++) {
            if (counts.test(first.get(i))) {
                int gain = right(first.get(i), firstThreshold) - right(second.get(i), secondThreshold);
                long[] patient = byPatient.computeIfAbsent(first.get(i).patientId(), id -> new long[2]);
                patient[0] += gain;
                patient[1]++;
                onlyFirst += gain > 0 ? 1 : 0;
                onlySecond += gain < 0 ? 1 : 0;
                slices++;
            }
        }
        if (slices == 0) {
            Estimate none = Estimate.undefined("no slice to count");
            return new PairedShare(name, 0, 0, 0, none, Double.NaN, Double.NaN);
        }
        double difference = (double) (onlyFirst - onlySecond) / slices;
        double error = standardError(byPatient, difference, (double) slices);
        double freedom = byPatient.size() - 1.0;
        double p = error > 0
                ? Math.min(1, 2 * TDistribution.of(freedom).survivalProbability(Math.abs(difference / error)))
                : Double.NaN;
        Estimate estimate = Estimate.student(difference, error, freedom, -1, 1, METHOD);
        return new PairedShare(name, slices, onlyFirst, onlySecond, estimate, p, mcNemar(onlyFirst, onlySecond));
    }

    private static int right(ScoredSlice slice, double threshold) {
        return slice.probability() >= threshold == slice.compressed() ? 1 : 0;
    }

    /** Of a ratio of patients' totals. */
    private static double standardError(Map<String, long[]> byPatient, double difference, double slices) {
        double squares = 0;
        for (long[] patient : byPatient.values()) {
            double residual = patient[0] - difference * patient[1];
            squares += residual * residual;
        }
        double patients = byPatient.size();
        return patients < 2 ? Double.NaN : Math.sqrt(squares * patients / (patients - 1)) / slices;
    }

    /** Two-sided, from the binomial distribution; 1 where the two never differ. */
    static double mcNemar(long onlyFirst, long onlySecond) {
        int discordant = Math.toIntExact(onlyFirst + onlySecond);
        int fewer = Math.toIntExact(Math.min(onlyFirst, onlySecond));
        return discordant == 0
                ? 1
                : Math.min(1, 2 * BinomialDistribution.of(discordant, 0.5).cumulativeProbability(fewer));
    }
}
