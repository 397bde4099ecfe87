package org.cordscope.learning.saliency;

import java.util.Arrays;

/**
 * Squares that cover an image one after the other, each in every plane with that plane's mean, and the map of what was lost
 * under them.
 */
public final class OcclusionSquares {
    private static final int OF_SIDE = 6;
    private static final int IN_A_ROW = 9;

    private final float[] planes;
    private final int size;
    private final int window;
    private final int[] starts;
    private final double[] lost;
    private final int[] times;

    /** Squares a sixth of the side wide, nine in a row, over one plane. */
    public OcclusionSquares(float[] grey, int size) {
        this(grey, size, Math.max(1, size / OF_SIDE), size, IN_A_ROW);
    }

    /**
     * Squares of a given width about the middle.
     *
     * @param planes one or several planes of {@code size * size} values, one after the other
     * @param window side of a square, pixels
     * @param span side of what all squares cover together
     * @param inARow squares in a row, and rows of them
     */
    public OcclusionSquares(float[] planes, int size, int window, int span, int inARow) {
        this.planes = planes;
        this.size = size;
        this.window = window;
        this.starts = new int[inARow];
        int margin = (size - span) / 2;
        Arrays.setAll(starts, i -> margin + (int) Math.round((double) i * (span - window) / (inARow - 1)));
        this.lost = new double[size * size];
        this.times = new int[size * size];
    }

    private static float mean(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return (float) (sum / count);
    }

    public int count() {
        return starts.length * starts.length;
    }

    /** Images one after the other, each under one of {@code count} squares from {@code first} on. */
    public float[] covered(int first, int count) {
        float[] batch = new float[count * planes.length];
        for (int k = 0; k < count; k++) {
            System.arraycopy(planes, 0, batch, k * planes.length, planes.length);
        }
        for (int plane = 0; plane < planes.length; plane += lost.length) {
            float grey = mean(planes, plane, lost.length);
            for (int k = 0; k < count; k++) {
                for (int row = 0; row < window; row++) {
                    int from = k * planes.length + plane + corner(first + k) + row * size;
                    Arrays.fill(batch, from, from + window, grey);
                }
            }
        }
        return batch;
    }

    private int corner(int square) {
        return starts[square / starts.length] * size + starts[square % starts.length];
    }

    /** What the logit lost under a square. */
    public void note(int square, float loss) {
        for (int row = 0; row < window; row++) {
            int from = corner(square) + row * size;
            for (int i = from; i < from + window; i++) {
                lost[i] += loss;
                times[i]++;
            }
        }
    }

    /** Mean loss over the squares that cover a pixel. */
    public float[] meanLoss() {
        float[] map = new float[lost.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = times[i] == 0 ? 0 : (float) (lost[i] / times[i]);
        }
        return map;
    }
}
