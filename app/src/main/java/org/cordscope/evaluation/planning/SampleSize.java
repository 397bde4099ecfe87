package org.cordscope.evaluation.planning;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.cordscope.evaluation.Estimate;

/**
 * Slices and patients that give a 95 % interval of a wanted half-width.
 *
 * @param quantity what is estimated
 * @param expected its value
 * @param halfWidth wanted distance from the value to either end of the interval
 * @param compressedSlices how many of the slices are compressed
 * @param method formula of the variance
 */
public record SampleSize(
        String quantity,
        double expected,
        double halfWidth,
        long slices,
        long compressedSlices,
        long patients,
        String method) {
    private static final double Z =
            NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2);
    private static final double MOST = 1e12;

    public SampleSize {
        if (!(halfWidth > 0) || halfWidth >= 1) {
            throw new IllegalArgumentException("a half-width lies between 0 and 1: " + halfWidth);
        }
    }

    /** For an area, by {@link AucVariance#hanleyMcNeil}. */
    public static SampleSize auc(double auc, double halfWidth, SliceDesign design) {
        return auc(auc, halfWidth, design, AucVariance::hanleyMcNeil, "Hanley and McNeil 1982");
    }

    /** For an area of normally distributed scores, by {@link AucVariance#binormal}. */
    public static SampleSize binormalAuc(double auc, double halfWidth, SliceDesign design) {
        return auc(auc, halfWidth, design, AucVariance::binormal, "Obuchowski and McClish 1997, binormal");
    }

    /** For sensitivity: Buderer, Academic Emergency Medicine 3 (1996), the compressed slices of a patient being alike. */
    public static SampleSize sensitivity(double sensitivity, double halfWidth, SliceDesign design) {
        return share("sensitivity", sensitivity, halfWidth, design, design.prevalence());
    }

    /** The same for specificity. */
    public static SampleSize specificity(double specificity, double halfWidth, SliceDesign design) {
        return share("specificity", specificity, halfWidth, design, 1 - design.prevalence());
    }

    /**
     * For kappa of two raters who call compressed equally often: Donner and Eliasziw, Statistics in Medicine 11 (1992).
     *
     * @param kappa expected, 0..1
     */
    public static SampleSize kappa(double kappa, double halfWidth, SliceDesign design) {
        requireShare(kappa);
        double spread = design.prevalence() * (1 - design.prevalence());
        double unit = (1 - kappa) * ((1 - kappa) * (1 - 2 * kappa) + kappa * (2 - kappa) / (2 * spread));
        double slices = Z * Z * unit / halfWidth / halfWidth * design.effect();
        return of("kappa", kappa, halfWidth, slices, design, "Donner and Eliasziw 1992");
    }

    private static SampleSize auc(
            double auc, double halfWidth, SliceDesign design, AucVariance.Formula variance, String method) {
        requireShare(auc);
        DoubleUnaryOperator reach = n -> Z
                * Math.sqrt(design.effect() * variance.of(auc, n * design.prevalence(), n * (1 - design.prevalence())));
        double few = 1 / Math.min(design.prevalence(), 1 - design.prevalence());
        double many = MOST;
        for (int i = 0; i < 200; i++) {
            double middle = (few + many) / 2;
            boolean enough = reach.applyAsDouble(middle) <= halfWidth;
            few = enough ? few : middle;
            many = enough ? middle : many;
        }
        return of("auc", auc, halfWidth, many, design, method);
    }

    private static SampleSize share(
            String quantity, double expected, double halfWidth, SliceDesign design, double shareOfSlices) {
        requireShare(expected);
        double effect = design.effect(design.slicesPerPatient() * shareOfSlices);
        double slices = Z * Z * expected * (1 - expected) / halfWidth / halfWidth / shareOfSlices * effect;
        return of(quantity, expected, halfWidth, slices, design, "Buderer 1996");
    }

    private static SampleSize of(
            String quantity, double expected, double halfWidth, double slices, SliceDesign design, String method) {
        double whole = Math.ceil(slices - 1e-9);
        return new SampleSize(
                quantity,
                expected,
                halfWidth,
                (long) whole,
                (long) Math.ceil(whole * design.prevalence() - 1e-9),
                (long) Math.ceil(whole / design.slicesPerPatient() - 1e-9),
                method + ", design effect of " + design.slicesPerPatient() + " slices per patient with correlation "
                        + design.intraclassCorrelation());
    }

    private static void requireShare(double expected) {
        if (!(expected > 0) || expected >= 1) {
            throw new IllegalArgumentException("the expected value lies between 0 and 1: " + expected);
        }
    }
}
