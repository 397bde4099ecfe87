package org.cordscope.phantom.rendering;

import java.util.Arrays;
import org.cordscope.phantom.anatomy.SeededDraw;

/**
 * What happens between tissue and stored picture: limited k-space (a windowed sinc, so that edges blur and ring a little),
 * coil shading, noise of two channels whose magnitude is Rician, rounding to 12 bits.
 */
final class Receiver {
    private static final float[] DEVIATES = deviates();
    private static final int STORED_MAXIMUM = 4095;

    private Receiver() {}

    private static float[] deviates() {
        SeededDraw draw = SeededDraw.of(1);
        float[] table = new float[1 << 14];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) draw.normal();
        }
        return table;
    }

    /** Stored values of a picture whose {@code signal} is relative to fluid; {@code signal} is used up. */
    static float[] receive(
            float[] signal, int width, int height, double pixelMm, Rendition rendition, SeededDraw draw) {
        blur(signal, width, height, kernel(rendition.acquiredMm() / pixelMm));
        float[] across = new float[width];
        for (int i = 0; i < width; i++) {
            double u = 2.0 * i / (width - 1) - 1;
            across[i] = (float) (1 - 0.10 * rendition.coilFall() * u * u);
        }
        float scale = (float) rendition.fullScale();
        float sigma = (float) rendition.noise();
        int mask = DEVIATES.length - 1;
        for (int row = 0; row < height; row++) {
            float down = shade((double) row / (height - 1), rendition);
            for (int i = 0; i < width; i++) {
                long bits = draw.bits();
                float s = signal[row * width + i] * down * across[i] + sigma * DEVIATES[(int) bits & mask];
                float q = sigma * DEVIATES[(int) (bits >>> 32) & mask];
                signal[row * width + i] = scale * (float) Math.sqrt(s * s + q * q);
            }
        }
        if (rendition.acquiredMm() / pixelMm > 1.25) {
            blur(signal, width, height, new float[] {0.2f, 0.6f, 0.2f});
        }
        for (int i = 0; i < signal.length; i++) {
            signal[i] = Math.round(Math.min(STORED_MAXIMUM, Math.max(0, signal[i])));
        }
        return signal;
    }

    /** Sensitivity from the front (0) to the nape (1); 1 about the spinal canal. */
    private static float shade(double t, Rendition rendition) {
        double fall = rendition.coilFall();
        double coil = Math.exp(1.0 * fall * (t - 0.55)) + 1.3 * fall * Math.max(0, t - 0.74);
        double band = rendition.frontBand() ? 0.12 + 0.88 / (1 + Math.exp((0.22 - t) * 38)) : 1;
        return (float) (coil * band);
    }

    /** Sinc of the acquired pixel under a Hamming window of two lobes, in pixels of the picture, summing to one. */
    private static float[] kernel(double ratio) {
        double width = Math.max(1.0, ratio);
        int reach = (int) Math.ceil(2 * width);
        float[] kernel = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            double u = i / width;
            double window = Math.abs(u) >= 2 ? 0 : 0.54 + 0.46 * Math.cos(Math.PI * u / 2);
            double sinc = u == 0 ? 1 : Math.sin(Math.PI * u) / (Math.PI * u);
            kernel[i + reach] = (float) (sinc * window);
            sum += kernel[i + reach];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    private static void blur(float[] picture, int width, int height, float[] kernel) {
        int reach = kernel.length / 2;
        float[] padded = new float[width + 2 * reach];
        for (int row = 0; row < height; row++) {
            System.arraycopy(picture, row * width, padded, reach, width);
            for (int i = 0; i < width; i++) {
                float sum = 0;
                for (int k = 0; k < kernel.length; k++) {
                    sum += kernel[k] * padded[i + k];
                }
                picture[row * width + i] = sum;
            }
        }
        float[] before = picture.clone();
        for (int row = 0; row < height; row++) {
            Arrays.fill(picture, row * width, (row + 1) * width, 0);
            for (int k = 0; k < kernel.length; k++) {
                int from = row + k - reach;
                if (from >= 0 && from < height) {
                    addRow(picture, row * width, before, from * width, width, kernel[k]);
                }
            }
        }
    }

    private static void addRow(float[] to, int toStart, float[] from, int fromStart, int width, float weight) {
        for (int i = 0; i < width; i++) {
            to[toStart + i] += weight * from[fromStart + i];
        }
    }
}
