package org.cordscope.learning.cord;

import java.util.SplittableRandom;

/**
 * A picture in another contrast and sharpness, by chance: a bent curve of brightness and a drawn filter of 3 x 3, mixed with the
 * picture as it was (Ouyang et al., "Causality-inspired single-source domain generalization", IEEE TMI 2022; Xu et al., "Robust
 * and generalizable visual representation learning via random convolutions", ICLR 2021). What networks learn from such pictures
 * is less of one scanner.
 *
 * @param curve brightness of 0, .2, .4, .6, .8 and 1 afterwards; empty leaves it
 * @param weights of the filter, row by row; empty leaves the picture
 * @param share of the filtered picture in the mixture, 0..1
 */
@SuppressWarnings("ArrayRecordComponent") // drawn and applied, never compared
public record Style(double[] curve, double[] weights, double share) {
    /** Changes nothing. */
    public static final Style NONE = new Style(new double[0], new double[0], 0);

    private static final int KNOTS = 6;
    private static final double MOST_BENT = 0.3;
    private static final double BRIGHTEST = 1.2;
    private static final double LEAST_RANGE = 0.3;
    private static final double MOST_FILTERED = 0.5;

    /** Half of the curves and seven of ten filters change nothing. */
    static Style draw(SplittableRandom random) {
        double[] curve = random.nextBoolean() ? curve(MOST_BENT * random.nextDouble(), random) : NONE.curve();
        if (random.nextInt(10) >= 3) {
            return new Style(curve, NONE.weights(), 0);
        }
        double[] weights = new double[9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextGaussian();
        }
        return new Style(curve, weights, MOST_FILTERED * random.nextDouble());
    }

    /** Black stays black, and what is brightest becomes white. */
    private static double[] curve(double bend, SplittableRandom random) {
        double[] curve = new double[KNOTS];
        double brightest = LEAST_RANGE;
        for (int i = 1; i < KNOTS; i++) {
            double straight = (double) i / (KNOTS - 1);
            curve[i] = Math.min(BRIGHTEST, Math.max(0, straight + bend * random.nextGaussian()));
            brightest = Math.max(brightest, curve[i]);
        }
        for (int i = 0; i < KNOTS; i++) {
            curve[i] /= brightest;
        }
        return curve;
    }

    /** Whether the order of tissues by brightness may be another. */
    public boolean bends() {
        return curve.length > 0;
    }

    /** Brightness after the curve; beyond white it goes on as before. */
    double bent(double value) {
        if (curve.length == 0) {
            return value;
        }
        int last = curve.length - 1;
        double at = Math.max(0, value) * last;
        if (at >= last) {
            return curve[last] + value - 1;
        }
        int knot = (int) at;
        return curve[knot] + (at - knot) * (curve[knot + 1] - curve[knot]);
    }

    /** Filters square planes that lie one after the other, in place; the mean square of all together stays. */
    void filter(float[] values, int from, int planes, int area) {
        if (share == 0) {
            return;
        }
        int side = (int) Math.round(Math.sqrt(area));
        float[] filtered = new float[planes * area];
        double before = 0;
        double after = 0;
        for (int i = 0; i < filtered.length; i++) {
            int plane = i / area * area;
            int row = i % area / side;
            int column = i % side;
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                int r = Math.min(side - 1, Math.max(0, row + k / 3 - 1));
                int c = Math.min(side - 1, Math.max(0, column + k % 3 - 1));
                sum += weights[k] * values[from + plane + r * side + c];
            }
            filtered[i] = (float) sum;
            before += (double) values[from + i] * values[from + i];
            after += sum * sum;
        }
        double scale = after > 0 ? Math.sqrt(before / after) : 0;
        double mixed = 0;
        for (int i = 0; i < filtered.length; i++) {
            filtered[i] = (float) Math.max(0, (1 - share) * values[from + i] + share * scale * filtered[i]);
            mixed += (double) filtered[i] * filtered[i];
        }
        float level = (float) (mixed > 0 ? Math.sqrt(before / mixed) : 1);
        for (int i = 0; i < filtered.length; i++) {
            values[from + i] = level * filtered[i];
        }
    }
}
