package org.cordscope.evaluation.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.cordscope.evaluation.ClusteredAuc;
import org.cordscope.evaluation.Comparison;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Scores;

/**
 * Whether a model is worse than raters by less than a margin: the lower end of the 95 % interval of model less raters lies
 * above minus the margin (a one-sided test at 2.5 %). A reference standard that the raters agreed on favours them, and so is
 * hard on the model.
 *
 * @param quantity what is compared
 * @param difference model less raters, clustered by patient
 * @param margin fixed beforehand, above 0
 * @param pValue one-sided, of the hypothesis that the model is worse by the margin or more; NaN without spread
 */
public record NonInferiority(String quantity, Estimate difference, double margin, double pValue) {
    private static final String PAIRED = "paired difference, clustered by patient, Obuchowski 1998";

    public NonInferiority {
        requireMargin(margin);
    }

    /** True where the interval excludes a difference as bad as the margin; never true without an interval. */
    public boolean isShown() {
        return difference.low() > -margin;
    }

    /**
     * Sensitivity of the model less the mean sensitivity of the raters of the same slices: Obuchowski, Statistics in Medicine
     * 17 (1998), with Student's t.
     */
    public static NonInferiority sensitivity(List<ReadSlice> slices, double margin) {
        return paired("sensitivity", slices, ReadSlice::compressed, NonInferiority::correct, margin);
    }

    /** The same for specificity. */
    public static NonInferiority specificity(List<ReadSlice> slices, double margin) {
        return paired("specificity", slices, s -> !s.compressed(), NonInferiority::correct, margin);
    }

    /**
     * How much more often the model agrees with a rater than two raters agree, without any reference standard, over slices
     * with at least two raters: the equivalence index of Obuchowski, Subhas and Schoenhagen, Statistics in Medicine 33
     * (2014), with the sign turned.
     */
    public static NonInferiority interchangeability(List<ReadSlice> slices, double margin) {
        return paired(
                "agreement with raters",
                slices,
                s -> s.raters().size() >= 2,
                s -> s.ratersCalling(s.called()) - s.pairsAgreeing(),
                margin);
    }

    /**
     * Area of the model less that of a reader's scores of the same slices; calls of a rater count as scores 0 and 1.
     *
     * @throws IllegalArgumentException where the slices differ or a single patient holds all slices of a class
     */
    public static NonInferiority auc(Scores model, Scores reader, double margin) {
        Comparison comparison = ClusteredAuc.paired(model, reader);
        double error = Math.sqrt(ClusteredAuc.pairedVariance(model, reader));
        double z = (comparison.difference().value() + margin) / error;
        double p = error > 0 ? NormalDistribution.of(0, 1).survivalProbability(z) : Double.NaN;
        return new NonInferiority("auc", comparison.difference(), margin, p);
    }

    private static double correct(ReadSlice slice) {
        return (slice.called() == slice.compressed() ? 1 : 0) - slice.ratersCalling(slice.compressed());
    }

    private static NonInferiority paired(
            String quantity,
            List<ReadSlice> slices,
            Predicate<ReadSlice> counts,
            ToDoubleFunction<ReadSlice> gain,
            double margin) {
        requireMargin(margin);
        Map<String, double[]> byPatient = new HashMap<>();
        double sum = 0;
        double total = 0;
        for (ReadSlice slice : slices) {
            if (counts.test(slice)) {
                double[] patient = byPatient.computeIfAbsent(slice.patientId(), id -> new double[2]);
                double own = gain.applyAsDouble(slice);
                patient[0] += own;
                patient[1]++;
                sum += own;
                total++;
            }
        }
        if (total == 0) {
            return new NonInferiority(quantity, Estimate.undefined("no slice to compare on"), margin, Double.NaN);
        }
        double difference = sum / total;
        double squares = 0;
        for (double[] patient : byPatient.values()) {
            double residual = patient[0] - difference * patient[1];
            squares += residual * residual;
        }
        double freedom = byPatient.size() - 1.0;
        double error = freedom > 0 ? Math.sqrt(squares * (freedom + 1) / freedom) / total : Double.NaN;
        double p =
                error > 0 ? TDistribution.of(freedom).survivalProbability((difference + margin) / error) : Double.NaN;
        return new NonInferiority(quantity, Estimate.student(difference, error, freedom, -1, 1, PAIRED), margin, p);
    }

    private static void requireMargin(double margin) {
        if (!(margin > 0) || margin >= 1) {
            throw new IllegalArgumentException("a margin lies between 0 and 1: " + margin);
        }
    }
}
