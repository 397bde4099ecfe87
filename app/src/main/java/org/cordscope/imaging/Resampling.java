package org.cordscope.imaging;

import org.cordscope.study.SliceImage;

/**
 * Area-weighted linear resampling: a tent filter as wide as the larger of the source and target pixel, so that shrinking
 * averages instead of aliasing (the filter of Pillow's BILINEAR resize).
 */
final class Resampling {

    private Resampling() {}

    /** The square of side {@code fieldOfViewMm} around the middle, or the whole slice for 0, as {@code size * size} values. */
    static float[] square(SliceImage slice, int size, double fieldOfViewMm) {
        double width = fieldOfViewMm == 0
                ? slice.columns()
                : fieldOfViewMm / slice.spacing().columnMm();
        double height = fieldOfViewMm == 0
                ? slice.rows()
                : fieldOfViewMm / slice.spacing().rowMm();
        Axis across = Axis.of(slice.columns(), width, size);
        Axis down = Axis.of(slice.rows(), height, size);
        float[] between = new float[slice.rows() * size];
        for (int row = 0; row < slice.rows(); row++) {
            across.apply(slice.pixels(), row * slice.columns(), 1, between, row * size, 1);
        }
        float[] result = new float[size * size];
        for (int column = 0; column < size; column++) {
            down.apply(between, column, size, result, column, size);
        }
        return result;
    }

    /** Weights of the source samples for each target sample along one axis; outside the source its edge is repeated. */
    private record Axis(int[] first, float[][] weights, int sourceLength) {

        static Axis of(int sourceLength, double extent, int targetLength) {
            double scale = extent / targetLength;
            double support = Math.max(1, scale);
            double start = (sourceLength - extent) / 2;
            int[] first = new int[targetLength];
            float[][] weights = new float[targetLength][];
            for (int t = 0; t < targetLength; t++) {
                double centre = start + (t + 0.5) * scale;
                int low = (int) Math.floor(centre - support);
                int high = (int) Math.ceil(centre + support);
                weights[t] = tent(centre, support, low, high);
                first[t] = low;
            }
            return new Axis(first, weights, sourceLength);
        }

        private static float[] tent(double centre, double support, int low, int high) {
            float[] w = new float[high - low];
            double sum = 0;
            for (int i = 0; i < w.length; i++) {
                double value = Math.max(0, 1 - Math.abs(low + i + 0.5 - centre) / support);
                w[i] = (float) value;
                sum += value;
            }
            for (int i = 0; i < w.length; i++) {
                w[i] = (float) (w[i] / sum);
            }
            return w;
        }

        void apply(float[] from, int fromStart, int fromStep, float[] to, int toStart, int toStep) {
            for (int t = 0; t < first.length; t++) {
                float sum = 0;
                float[] w = weights[t];
                for (int i = 0; i < w.length; i++) {
                    int source = Math.min(sourceLength - 1, Math.max(0, first[t] + i));
                    sum += w[i] * from[fromStart + source * fromStep];
                }
                to[toStart + t * toStep] = sum;
            }
        }
    }
}
