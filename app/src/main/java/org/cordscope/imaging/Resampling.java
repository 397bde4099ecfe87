package org.cordscope.imaging;

import java.util.Arrays;
import org.cordscope.study.SliceImage;

/**
 * Area-weighted linear resampling: a tent filter as wide as the larger of the source and target pixel, so that shrinking
 * averages instead of aliasing (the filter of Pillow's BILINEAR resize). What lies outside the slice is NaN.
 */
final class Resampling {

    private Resampling() {}

    /** The square of side {@code fieldOfViewMm} around the middle, or the whole slice for 0, as {@code size * size} values. */
    static float[] square(SliceImage slice, int size, double fieldOfViewMm) {
        return square(slice, size, fieldOfViewMm, 0, 0);
    }

    /** The square whose middle lies {@code xMm} to the right of the slice's and {@code yMm} below it. */
    static float[] square(SliceImage slice, int size, double fieldOfViewMm, double xMm, double yMm) {
        double width = fieldOfViewMm == 0
                ? slice.columns()
                : fieldOfViewMm / slice.spacing().columnMm();
        double height = fieldOfViewMm == 0
                ? slice.rows()
                : fieldOfViewMm / slice.spacing().rowMm();
        Axis across =
                Axis.of(slice.columns(), width, size, xMm / slice.spacing().columnMm());
        Axis down = Axis.of(slice.rows(), height, size, yMm / slice.spacing().rowMm());
        float[] between = new float[slice.rows() * size];
        for (int row = down.lowest(); row < down.end(); row++) {
            across.apply(slice.pixels(), row * slice.columns(), between, row * size);
        }
        return down.applyToRows(between, size);
    }

    /** Weights of the source samples for each target sample along one axis; none where the target lies outside. */
    private static final class Axis {
        private final int[] first;
        private final float[][] weights;

        private Axis(int[] first, float[][] weights) {
            this.first = first;
            this.weights = weights;
        }

        static Axis of(int sourceLength, double extent, int targetLength, double offset) {
            double scale = extent / targetLength;
            double support = Math.max(1, scale);
            double start = (sourceLength - extent) / 2 + offset;
            int[] first = new int[targetLength];
            float[][] weights = new float[targetLength][];
            for (int t = 0; t < targetLength; t++) {
                double centre = start + (t + 0.5) * scale;
                boolean outside = centre < 0 || centre > sourceLength;
                first[t] = outside ? 0 : Math.max(0, (int) Math.floor(centre - support));
                int end = outside ? 0 : Math.min(sourceLength, (int) Math.ceil(centre + support));
                weights[t] = tent(centre, support, first[t], end);
            }
            return new Axis(first, weights);
        }

        private static float[] tent(double centre, double support, int first, int end) {
            double[] raw = new double[end - first];
            double sum = 0;
            for (int i = 0; i < raw.length; i++) {
                raw[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / support);
                sum += raw[i];
            }
            float[] weights = new float[raw.length];
            for (int i = 0; i < raw.length; i++) {
                weights[i] = (float) (raw[i] / sum);
            }
            return weights;
        }

        /** The first source sample that is used; {@link #end} is the one after the last. */
        int lowest() {
            int lowest = Integer.MAX_VALUE;
            for (int t = 0; t < first.length; t++) {
                lowest = weights[t].length == 0 ? lowest : Math.min(lowest, first[t]);
            }
            return lowest == Integer.MAX_VALUE ? 0 : lowest;
        }

        int end() {
            int end = 0;
            for (int t = 0; t < first.length; t++) {
                end = Math.max(end, first[t] + weights[t].length);
            }
            return end;
        }

        /** Along one row. */
        void apply(float[] from, int fromStart, float[] to, int toStart) {
            for (int t = 0; t < first.length; t++) {
                float[] w = weights[t];
                float sum = w.length == 0 ? Float.NaN : 0;
                int source = fromStart + first[t];
                for (int i = 0; i < w.length; i++) {
                    sum += w[i] * from[source + i];
                }
                to[toStart + t] = sum;
            }
        }

        /** Along all columns at once, row after row as they lie in memory. */
        float[] applyToRows(float[] from, int columns) {
            float[] to = new float[first.length * columns];
            for (int t = 0; t < first.length; t++) {
                int start = t * columns;
                if (weights[t].length == 0) {
                    Arrays.fill(to, start, start + columns, Float.NaN);
                }
                for (int i = 0; i < weights[t].length; i++) {
                    add(weights[t][i], from, (first[t] + i) * columns, to, start, columns);
                }
            }
            return to;
        }

        private static void add(float weight, float[] from, int fromStart, float[] to, int toStart, int count) {
            for (int i = 0; i < count; i++) {
                to[toStart + i] += weight * from[fromStart + i];
            }
        }
    }
}
