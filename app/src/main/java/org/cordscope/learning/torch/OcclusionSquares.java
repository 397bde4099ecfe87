package org.cordscope.learning.torch;

import java.util.Arrays;

/** Squares of an image's mean grey that cover it one after the other, a sixth of the side wide, nine in a row. */
final class OcclusionSquares {
    private static final int OF_SIDE = 6;
    private static final int IN_A_ROW = 9;

    private final float[] grey;
    private final int size;
    private final int window;
    private final int[] starts;
    private final float mean;
    private final double[] lost;
    private final int[] times;

    OcclusionSquares(float[] grey, int size) {
        this.grey = grey;
        this.size = size;
        this.window = Math.max(1, size / OF_SIDE);
        this.starts = new int[IN_A_ROW];
        Arrays.setAll(starts, i -> (int) Math.round((double) i * (size - window) / (IN_A_ROW - 1)));
        double sum = 0;
        for (float value : grey) {
            sum += value;
        }
        this.mean = (float) (sum / grey.length);
        this.lost = new double[grey.length];
        this.times = new int[grey.length];
    }

    int count() {
        return starts.length * starts.length;
    }

    /** Images one after the other, each under one of {@code count} squares from {@code first} on. */
    float[] covered(int first, int count) {
        float[] batch = new float[count * grey.length];
        for (int k = 0; k < count; k++) {
            int image = k * grey.length;
            System.arraycopy(grey, 0, batch, image, grey.length);
            for (int row = 0; row < window; row++) {
                int from = image + corner(first + k) + row * size;
                Arrays.fill(batch, from, from + window, mean);
            }
        }
        return batch;
    }

    private int corner(int square) {
        return starts[square / starts.length] * size + starts[square % starts.length];
    }

    /** What the logit lost under a square. */
    void note(int square, float loss) {
        for (int row = 0; row < window; row++) {
            int from = corner(square) + row * size;
            for (int i = from; i < from + window; i++) {
                lost[i] += loss;
                times[i]++;
            }
        }
    }

    /** Mean loss over the squares that cover a pixel. */
    float[] meanLoss() {
        float[] map = new float[lost.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = times[i] == 0 ? 0 : (float) (lost[i] / times[i]);
        }
        return map;
    }
}
