package org.cordscope.learning.trust;

import java.util.Arrays;

/**
 * What pooled features of slices look like that the model was validated on, and how far from them a slice may lie. The
 * distance is Mahalanobis' to the nearer of the class means under one covariance (Lee et al., "A simple unified framework for
 * detecting out-of-distribution samples and adversarial attacks", NeurIPS 2018), on features of unit length (Mueller and
 * Hein, "Mahalanobis++", ICML 2025).
 *
 * @param size number of features
 * @param means one mean for each class that was present, {@code size} values each
 * @param whitening inverse of the covariance's Cholesky factor: lower triangle, row by row
 * @param limit distance beyond which a slice is not judged
 * @param quantile share of validation slices within the limit, each measured by a reference without its patient
 * @param patients validation patients that it comes from
 * @param slices their slices
 */
@SuppressWarnings("ArrayRecordComponent") // read inside the package and by the model file only, never compared
public record FeatureReference(
        int size, float[] means, float[] whitening, double limit, double quantile, int patients, int slices) {

    public FeatureReference {
        if (size < 1
                || means.length == 0
                || means.length % size != 0
                || whitening.length != (long) size * (size + 1) / 2) {
            throw new IllegalArgumentException("means " + means.length + " and whitening " + whitening.length
                    + " do not fit " + size + " features");
        }
        if (!(limit > 0) || Double.isInfinite(limit)) {
            throw new IllegalArgumentException("limit must be above 0: " + limit);
        }
    }

    /** Distance as a multiple of the limit: above 1 the slice is unlike those that the model was validated on. */
    public double score(float[] features) {
        if (features.length != size) {
            throw new IllegalArgumentException(features.length + " features instead of " + size);
        }
        double[] unit = unit(features);
        double nearest = Double.POSITIVE_INFINITY;
        for (int start = 0; start < means.length; start += size) {
            nearest = Math.min(nearest, distance(unit, start));
        }
        return nearest / limit;
    }

    private double distance(double[] unit, int mean) {
        double sum = 0;
        for (int row = 0, at = 0; row < size; row++) {
            double projected = 0;
            for (int column = 0; column <= row; column++, at++) {
                projected += whitening[at] * (unit[column] - means[mean + column]);
            }
            sum += projected * projected;
        }
        return Math.sqrt(sum);
    }

    /** The features at length 1; all 0 stay so. */
    static double[] unit(float[] features) {
        double squares = 0;
        for (float feature : features) {
            squares += (double) feature * feature;
        }
        double length = squares > 0 ? Math.sqrt(squares) : 1;
        double[] unit = new double[features.length];
        Arrays.setAll(unit, i -> features[i] / length);
        return unit;
    }
}
