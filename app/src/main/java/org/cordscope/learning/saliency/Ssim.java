package org.cordscope.learning.saliency;

import org.jspecify.annotations.Nullable;

/**
 * Structural similarity (Wang et al., IEEE TIP 2004) of images with values 0..1: Gaussian window of 11 pixels and sigma 1.5,
 * K1 0.01, K2 0.03, mean over the pixels whose window lies inside. It is scikit-image's {@code structural_similarity} with
 * {@code gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1}.
 */
public final class Ssim {
    private static final int RADIUS = 5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;
    private static final double[] WINDOW = window();

    private Ssim() {}

    private static double[] window() {
        double[] window = new double[2 * RADIUS + 1];
        double sum = 0;
        for (int i = 0; i < window.length; i++) {
            window[i] = Math.exp(-0.5 * Math.pow((i - RADIUS) / 1.5, 2));
            sum += window[i];
        }
        for (int i = 0; i < window.length; i++) {
            window[i] /= sum;
        }
        return window;
    }

    /** Mean similarity, 1 for equal images. */
    public static double of(float[] first, float[] second, int rows, int columns) {
        if (rows <= 2 * RADIUS || columns <= 2 * RADIUS) {
            throw new IllegalArgumentException(
                    "images of " + rows + " x " + columns + " pixels are smaller than the window");
        }
        if (first.length != rows * columns || second.length != first.length) {
            throw new IllegalArgumentException("images of " + first.length + " and " + second.length
                    + " pixels do not fit " + rows + " x " + columns);
        }
        double[] meanA = blurred(first, null, rows, columns);
        double[] meanB = blurred(second, null, rows, columns);
        double[] squareA = blurred(first, first, rows, columns);
        double[] squareB = blurred(second, second, rows, columns);
        double[] product = blurred(first, second, rows, columns);
        double sum = 0;
        for (int i = 0; i < meanA.length; i++) {
            double a = meanA[i];
            double b = meanB[i];
            double variances = squareA[i] - a * a + squareB[i] - b * b;
            double covariance = product[i] - a * b;
            sum += (2 * a * b + C1) * (2 * covariance + C2) / ((a * a + b * b + C1) * (variances + C2));
        }
        return sum / meanA.length;
    }

    /** Window mean of one image, or of the product of two, where the window lies inside. */
    private static double[] blurred(float[] image, float @Nullable [] factor, int rows, int columns) {
        int width = columns - 2 * RADIUS;
        double[] across = new double[rows * width];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                double sum = 0;
                int from = row * columns + column;
                for (int k = 0; k < WINDOW.length; k++) {
                    double value = image[from + k];
                    sum += WINDOW[k] * (factor == null ? value : value * factor[from + k]);
                }
                across[row * width + column] = sum;
            }
        }
        int height = rows - 2 * RADIUS;
        double[] result = new double[height * width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double sum = 0;
                for (int k = 0; k < WINDOW.length; k++) {
                    sum += WINDOW[k] * across[(row + k) * width + column];
                }
                result[row * width + column] = sum;
            }
        }
        return result;
    }
}
