package org.cordscope.imaging.pressing;

import org.cordscope.study.SliceImage;

/** Values of a slice between its pixels, by linear interpolation; beyond the edge the edge goes on. */
record Samples(SliceImage slice) {

    /** The value at a place in mm from the first pixel. */
    double at(double x, double y) {
        double c =
                Math.min(slice.columns() - 1.0, Math.max(0, x / slice.spacing().columnMm()));
        double r = Math.min(slice.rows() - 1.0, Math.max(0, y / slice.spacing().rowMm()));
        int left = (int) c;
        int top = (int) r;
        int right = Math.min(slice.columns() - 1, left + 1);
        int bottom = Math.min(slice.rows() - 1, top + 1);
        double upper = pixel(top, left) * (1 - (c - left)) + pixel(top, right) * (c - left);
        double lower = pixel(bottom, left) * (1 - (c - left)) + pixel(bottom, right) * (c - left);
        return upper * (1 - (r - top)) + lower * (r - top);
    }

    private double pixel(int row, int column) {
        return slice.pixels()[row * slice.columns() + column];
    }
}
