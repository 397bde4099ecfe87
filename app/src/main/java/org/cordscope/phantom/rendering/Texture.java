package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.SeededDraw;

/** A tileable field of smooth noise, the grain of tissue, looked up in steps of half a millimetre. */
final class Texture {
    static final int SIDE = 256;
    static final double STEP_MM = 0.5;
    private static final Texture ONE = new Texture();

    private final float[] grain = new float[SIDE * SIDE];

    private Texture() {
        SeededDraw draw = SeededDraw.of(20210512);
        addNoise(grain, draw, 64, 64, 0.5f);
        addNoise(grain, draw, 128, 128, 0.6f);
        addNoise(grain, draw, 30, 30, 0.5f);
        addNoise(grain, draw, 13, 13, 0.45f);
    }

    static Texture one() {
        return ONE;
    }

    float grain(int column, int row) {
        return grain[(row & (SIDE - 1)) * SIDE + (column & (SIDE - 1))];
    }

    /** Value noise on a grid of {@code across x down} cells, smoothly interpolated. */
    private static void addNoise(float[] field, SeededDraw draw, int across, int down, float strength) {
        double[] knots = new double[across * down];
        for (int i = 0; i < knots.length; i++) {
            knots[i] = draw.normal();
        }
        for (int row = 0; row < SIDE; row++) {
            double v = (double) row * down / SIDE;
            for (int column = 0; column < SIDE; column++) {
                double u = (double) column * across / SIDE;
                field[row * SIDE + column] += (float) (strength * sample(knots, across, down, u, v));
            }
        }
    }

    private static double sample(double[] knots, int across, int down, double u, double v) {
        int i = (int) u;
        int j = (int) v;
        double s = smooth(u - i);
        double t = smooth(v - j);
        int right = (i + 1) % across;
        int below = ((j + 1) % down) * across;
        int here = j * across;
        double top = knots[here + i] * (1 - s) + knots[here + right] * s;
        double bottom = knots[below + i] * (1 - s) + knots[below + right] * s;
        return top * (1 - t) + bottom * t;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
