package org.cordscope.learning.trust;

/**
 * What slices look like that the model was validated on: their pooled features, and the pictures themselves pooled to 16 x 16.
 * A network answers to what it was taught to tell apart, so that its features may be alike where a picture is of another plane
 * or contrast.
 *
 * @param features pooled features of validation slices
 * @param pictures what the network saw of them, pooled, without its mean
 * @param quantile share of validation slices within each limit, measured without their own patient
 * @param patients validation patients that it comes from
 */
public record FeatureReference(Neighbours features, Neighbours pictures, double quantile, int patients) {
    private static final int SIDE = 16;

    /**
     * The larger of the two distances as multiples of their limits: above 1 the slice is unlike those that the model was
     * validated on.
     *
     * @param pooled pooled features of the slice
     * @param grey the square that the network saw
     */
    public double score(float[] pooled, float[] grey) {
        return Math.max(features.ratio(Neighbours.unit(pooled)), pictures.ratio(picture(grey)));
    }

    /** A square picture pooled to 16 x 16, without its mean, at length 1: the scalar product of two is their correlation. */
    static float[] picture(float[] grey) {
        int size = (int) Math.round(Math.sqrt(grey.length));
        double[] sums = new double[SIDE * SIDE];
        int[] counts = new int[SIDE * SIDE];
        double total = 0;
        for (int i = 0; i < grey.length; i++) {
            int cell = i / size * SIDE / size * SIDE + i % size * SIDE / size;
            sums[cell] += grey[i];
            counts[cell]++;
        }
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] /= Math.max(1, counts[cell]);
            total += sums[cell];
        }
        float[] picture = new float[SIDE * SIDE];
        for (int cell = 0; cell < sums.length; cell++) {
            picture[cell] = (float) (sums[cell] - total / sums.length);
        }
        return Neighbours.unit(picture);
    }
}
