package org.cordscope.learning.saliency;

/**
 * Histogram of oriented gradients of an image, in the plain form: cells of 16 pixels, 9 directions of 20 degrees without sign,
 * central differences, each pixel's magnitude to the one bin of its direction, no blocks (Dalal and Triggs, CVPR 2005, have
 * them, for changes of light that a map does not know).
 */
final class OrientedGradients {
    private static final int CELL = 16;
    private static final int BINS = 9;

    private OrientedGradients() {}

    /** One number per cell and direction. A last cell may be smaller. */
    static double[] of(float[] image, int rows, int columns) {
        int across = (columns + CELL - 1) / CELL;
        int down = (rows + CELL - 1) / CELL;
        double[] histogram = new double[down * across * BINS];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double dy = row == 0 || row == rows - 1
                        ? 0
                        : (double) image[(row + 1) * columns + column] - image[(row - 1) * columns + column];
                double dx = column == 0 || column == columns - 1
                        ? 0
                        : (double) image[row * columns + column + 1] - image[row * columns + column - 1];
                int cell = row / CELL * across + column / CELL;
                histogram[cell * BINS + bin(dy, dx)] += Math.sqrt(dx * dx + dy * dy);
            }
        }
        return histogram;
    }

    private static int bin(double dy, double dx) {
        double turn = Math.atan2(dy, dx) / Math.PI; // -1..1, whose halves are the same direction
        return Math.min(BINS - 1, (int) ((turn < 0 ? turn + 1 : turn >= 1 ? 0 : turn) * BINS));
    }
}
