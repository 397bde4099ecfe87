package org.cordscope.inference;

import org.cordscope.study.SliceImage;

/**
 * Refuses pictures that hold no neck whatever their header says: empty ones, noise, and ones without signal where the spine
 * should be, as metal leaves them. Contrast and region are left to the header's rules and to the model's reference.
 */
final class PictureGate {
    private static final double FULL = 0.99;

    private static final int BINS = 4096;
    /** Share of the brightest that counts as signal. */
    private static final double SIGNAL = 0.05;

    private static final double LEAST_TISSUE = 0.03;
    private static final double LEAST_LIKENESS = 0.3;
    /** Radius around the middle in which cord and vertebra lie. */
    private static final double SPINE_MM = 20;

    private static final double MOST_VOID = 0.6;

    private PictureGate() {}

    /** Why the picture cannot be judged; empty where it may be. */
    static String flaw(SliceImage slice) {
        float dark = Float.POSITIVE_INFINITY;
        float bright = Float.NEGATIVE_INFINITY;
        for (float value : slice.pixels()) {
            if (!Float.isNaN(value)) {
                dark = Math.min(dark, value);
                bright = Math.max(bright, value);
            }
        }
        if (!(dark < bright)) {
            return "empty: all pixels have one value";
        }
        double signal = dark + SIGNAL * quantile(slice.pixels(), dark, bright - dark);
        if (share(slice.pixels(), signal) < LEAST_TISSUE) {
            return "empty: hardly any pixel has signal";
        }
        if (likeness(slice) < LEAST_LIKENESS) {
            return "noise: neighbouring pixels have nothing in common";
        }
        return 1 - share(slice, SPINE_MM, signal) > MOST_VOID
                ? "no signal where the spine should be: metal, or the spine is not in the middle"
                : "";
    }

    /** How far above the darkest value {@link #FULL} of the pixels lie, to a 4,096th of the range. */
    private static double quantile(float[] pixels, float dark, float range) {
        int[] counts = new int[BINS];
        int all = 0;
        for (float value : pixels) {
            if (!Float.isNaN(value)) {
                counts[(int) ((value - dark) / range * (BINS - 1))]++;
                all++;
            }
        }
        int bin = 0;
        for (int below = counts[0]; below <= FULL * (all - 1); below += counts[bin]) {
            bin++;
        }
        return (double) bin / (BINS - 1) * range;
    }

    private static double share(float[] pixels, double value) {
        int bright = 0;
        for (float pixel : pixels) {
            bright += pixel > value ? 1 : 0;
        }
        return (double) bright / pixels.length;
    }

    /** Share of the pixels within a radius of the middle that are brighter than a value. */
    private static double share(SliceImage slice, double radiusMm, double value) {
        int inside = 0;
        int bright = 0;
        for (int row = 0; row < slice.rows(); row++) {
            double y = (row - (slice.rows() - 1) / 2.0) * slice.spacing().rowMm();
            if (Math.abs(y) > radiusMm) {
                continue;
            }
            for (int column = 0; column < slice.columns(); column++) {
                double x =
                        (column - (slice.columns() - 1) / 2.0) * slice.spacing().columnMm();
                if (x * x + y * y <= radiusMm * radiusMm) {
                    inside++;
                    bright += slice.pixels()[row * slice.columns() + column] > value ? 1 : 0;
                }
            }
        }
        return inside == 0 ? 1 : (double) bright / inside;
    }

    /** Correlation of pixels with their right neighbours. */
    private static double likeness(SliceImage slice) {
        float[] pixels = slice.pixels();
        long n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumYy = 0;
        double sumXy = 0;
        for (int row = 0; row < pixels.length; row += slice.columns()) {
            for (int i = row; i + 1 < row + slice.columns(); i++) {
                double x = pixels[i];
                double y = pixels[i + 1];
                if (!Double.isNaN(x + y)) {
                    n++;
                    sumX += x;
                    sumY += y;
                    sumXx += x * x;
                    sumYy += y * y;
                    sumXy += x * y;
                }
            }
        }
        double covariance = sumXy - sumX * sumY / n;
        double x = sumXx - sumX * sumX / n;
        double y = sumYy - sumY * sumY / n;
        return covariance / Math.sqrt(x * y);
    }
}
