package org.cordscope.phantom.randomised;

import org.cordscope.phantom.randomised.Appearance.Window;

/** Black, white and gamma as a window says, taken from one picture and applied to that and its neighbours. */
final class Windowing {
    private static final int BINS = 1024;
    private static final int KNOTS = 256;

    private final float black;
    private final float perUnit;
    private final float most;
    private final float[] curve = new float[KNOTS + 2];

    Windowing(Window window, float[] picture) {
        float brightest = 1e-6f;
        for (float value : picture) {
            brightest = Math.max(brightest, value);
        }
        int[] counts = new int[BINS];
        for (float value : picture) {
            counts[(int) (value / brightest * (BINS - 1))]++;
        }
        black = quantile(counts, window.low() * picture.length) * brightest;
        float white = quantile(counts, window.high() * picture.length) * brightest;
        most = (float) window.most();
        perUnit = 1 / Math.max(1e-6f, white - black);
        for (int i = 0; i < curve.length; i++) {
            curve[i] = (float) StrictMath.pow(most * i / KNOTS, window.gamma());
        }
    }

    private static float quantile(int[] counts, double below) {
        double left = below;
        int bin = 0;
        while (bin < BINS - 1 && left >= counts[bin]) {
            left -= counts[bin++];
        }
        return (float) ((bin + left / Math.max(1, counts[bin])) / (BINS - 1));
    }

    /** Windows a picture in place. */
    float[] apply(float[] picture) {
        for (int i = 0; i < picture.length; i++) {
            float value = Math.max(0, Math.min(most, (picture[i] - black) * perUnit)) * (KNOTS / most);
            int k = (int) value;
            picture[i] = curve[k] + (value - k) * (curve[k + 1] - curve[k]);
        }
        return picture;
    }
}
