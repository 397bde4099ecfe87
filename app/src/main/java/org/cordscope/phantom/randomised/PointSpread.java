package org.cordscope.phantom.randomised;

import java.util.Arrays;
import org.cordscope.phantom.randomised.Appearance.Acquisition;

/**
 * What sampling k-space only as far as the acquired pixel does to a picture: a weighted sinc along each axis, which blurs and
 * rings. Cut off after three pixels, so that no transform is needed.
 */
final class PointSpread {
    private static final int LARGEST_RADIUS = 9;
    private static final int FREQUENCIES = 24;
    private static final double MOST_RESTORED = 2.5;

    private final float[] across;
    private final float[] down;

    /** @param paintedMm pixel of the painting that the picture was interpolated from: what that has blurred is given back */
    PointSpread(Acquisition acquisition, double pixelMm, double paintedMm) {
        double painted = paintedMm / pixelMm;
        across = kernel(Math.max(1, acquisition.acrossMm() / pixelMm), painted, acquisition.filter());
        down = kernel(Math.max(1, acquisition.downMm() / pixelMm), painted, acquisition.filter());
    }

    /** How many pixels at the edges are lost. */
    int radius() {
        return Math.max(across.length, down.length) / 2;
    }

    /** What is left of the standard deviation of independent noise. */
    double noiseLeft() {
        return Math.sqrt(squares(across) * squares(down));
    }

    private static double squares(float[] kernel) {
        double sum = 0;
        for (float k : kernel) {
            sum += (double) k * k;
        }
        return sum;
    }

    /** @param pixels acquired pixel over that of the picture, at least 1 */
    private static float[] kernel(double pixels, double painted, double filter) {
        int radius = (int) Math.min(LARGEST_RADIUS, Math.ceil(3 * pixels));
        double[] values = new double[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            for (int f = 0; f < FREQUENCIES; f++) {
                double u = (f + 0.5) / FREQUENCIES;
                values[i] +=
                        (1 + filter * u * u) * restored(u, painted / pixels) * StrictMath.cos(Math.PI * u * i / pixels);
            }
            double taper = 0.5 + 0.5 * StrictMath.cos(Math.PI * i / (radius + 1.0));
            values[i] *= Math.sqrt(taper);
            sum += i == 0 ? values[i] : 2 * values[i];
        }
        float[] kernel = new float[2 * radius + 1];
        for (int i = 0; i <= radius; i++) {
            kernel[radius + i] = (float) (values[i] / sum);
            kernel[radius - i] = kernel[radius + i];
        }
        return kernel;
    }

    /** Gain at a share of the highest frequency that makes up for the mean over a painted pixel and interpolation. */
    private static double restored(double u, double painted) {
        if (painted == 0) {
            return 1;
        }
        double f = Math.PI / 2 * u * painted;
        double sinc = StrictMath.sin(f) / f;
        return Math.min(MOST_RESTORED, 1 / (sinc * sinc * sinc));
    }

    /** A square picture seen through this, in place; {@code spare} is overwritten. Edges are left as they are. */
    void apply(float[] picture, float[] spare, int side) {
        int r = across.length / 2;
        for (int row = 0; row < side; row++) {
            int base = row * side;
            Arrays.fill(spare, base, base + side, 0);
            for (int k = 0; k < across.length; k++) {
                addTimes(spare, base + r, picture, base + k, side - 2 * r, across[k]);
            }
        }
        int d = down.length / 2;
        for (int row = d; row < side - d; row++) {
            int base = row * side;
            Arrays.fill(picture, base, base + side, 0);
            for (int k = 0; k < down.length; k++) {
                addTimes(picture, base, spare, base + (k - d) * side, side, down[k]);
            }
        }
    }

    private static void addTimes(float[] into, int at, float[] from, int fromAt, int count, float factor) {
        for (int i = 0; i < count; i++) {
            into[at + i] += factor * from[fromAt + i];
        }
    }
}
