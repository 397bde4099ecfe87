package org.cordscope.phantom.randomised;

/** A square picture whose middle lies at a place, in mm. */
record Grid(int side, double pixelMm, double middleXMm, double middleYMm) {
    int pixels() {
        return side * side;
    }

    double x(int column) {
        return middleXMm + (column - (side - 1) / 2.0) * pixelMm;
    }

    double y(int row) {
        return middleYMm + (row - (side - 1) / 2.0) * pixelMm;
    }

    /** Column, between pixels, of a place. */
    double column(double xMm) {
        return (xMm - middleXMm) / pixelMm + (side - 1) / 2.0;
    }

    double row(double yMm) {
        return (yMm - middleYMm) / pixelMm + (side - 1) / 2.0;
    }

    /** Value between pixels; 0 outside. */
    float at(float[] values, double xMm, double yMm) {
        double x = column(xMm);
        double y = row(yMm);
        return x < 0 || y < 0 || x >= side - 1 || y >= side - 1 ? 0 : between(values, side, x, y);
    }

    /** Bilinear; {@code x} and {@code y} are at least 0 and lie before the last column and row. */
    static float between(float[] values, int columns, double x, double y) {
        int i = (int) x;
        int j = (int) y;
        float s = (float) (x - i);
        float t = (float) (y - j);
        int at = j * columns + i;
        float upper = values[at] + s * (values[at + 1] - values[at]);
        float lower = values[at + columns] + s * (values[at + columns + 1] - values[at + columns]);
        return upper + t * (lower - upper);
    }
}
