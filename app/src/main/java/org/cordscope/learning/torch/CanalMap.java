package org.cordscope.learning.torch;

import org.cordscope.learning.cord.CordRecipe;

/** The finder's map of belief in the canal's middle: half as many pixels each way as the whole slice. */
final class CanalMap {
    static final int SIDE = CordRecipe.WHOLE.pixels() / 2;
    static final double PIXEL_MM = CordRecipe.WHOLE.pixelMm() * 2;

    /** Standard deviation of the belief that training asks for. */
    private static final double DEVIATION_MM = 3;

    private static final int REACH = 2;

    /** Where the belief is greatest: the mean place of what lies near the greatest pixel, and how much does. */
    record Peak(double xMm, double yMm, double share) {}

    private CanalMap() {}

    private static double mm(int place) {
        return (place - (SIDE - 1) / 2.0) * PIXEL_MM;
    }

    /** Writes shares that add up to 1, about a place in mm from the picture's middle. */
    static void write(double xMm, double yMm, float[] shares, int from) {
        double sum = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            double x = (mm(i % SIDE) - xMm) / DEVIATION_MM;
            int row = i / SIDE;
            double y = (mm(row) - yMm) / DEVIATION_MM;
            double share = Math.exp(-(x * x + y * y) / 2);
            shares[from + i] = (float) share;
            sum += share;
        }
        for (int i = from; sum > 0 && i < from + SIDE * SIDE; i++) {
            shares[i] /= (float) sum;
        }
    }

    /** The peak of one map of logits. */
    static Peak peak(float[] logits, int from) {
        int best = from;
        for (int i = from; i < from + SIDE * SIDE; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        int row = (best - from) / SIDE;
        int column = (best - from) % SIDE;
        double all = 0;
        double near = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            double share = Math.exp(logits[from + i] - logits[best]);
            int r = i / SIDE;
            int c = i % SIDE;
            all += share;
            if (Math.abs(r - row) <= REACH && Math.abs(c - column) <= REACH) {
                near += share;
                x += share * mm(c);
                y += share * mm(r);
            }
        }
        return new Peak(x / near, y / near, near / all);
    }
}
