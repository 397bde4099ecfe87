package org.cordscope.phantom.anatomy;

import java.util.Arrays;

/** The pixels of a square grid whose centres an outline contains; pixel (0, 0) has its centre at the origin. */
final class Mask {
    private final double pixelMm;
    private double[] columns = new double[256];
    private double[] rows = new double[256];
    private int count;

    private Mask(double pixelMm) {
        this.pixelMm = pixelMm;
    }

    static Mask of(Outline outline, double pixelMm) {
        Mask mask = new Mask(pixelMm);
        double[] x = outline.x();
        double[] y = outline.y();
        int firstRow = (int) Math.floor(Arrays.stream(y).min().orElseThrow() / pixelMm);
        int lastRow = (int) Math.ceil(Arrays.stream(y).max().orElseThrow() / pixelMm);
        int first = (int) Math.floor(Arrays.stream(x).min().orElseThrow() / pixelMm);
        int last = (int) Math.ceil(Arrays.stream(x).max().orElseThrow() / pixelMm);
        for (int row = firstRow; row <= lastRow; row++) {
            for (int column = first; column <= last; column++) {
                if (outline.contains(column * pixelMm, row * pixelMm)) {
                    mask.add(column, row);
                }
            }
        }
        return mask;
    }

    private void add(int column, int row) {
        if (count == columns.length) {
            columns = Arrays.copyOf(columns, 2 * count);
            rows = Arrays.copyOf(rows, 2 * count);
        }
        columns[count] = column;
        rows[count++] = row;
    }

    CordMeasures measures() {
        if (count < 4) {
            throw new IllegalArgumentException("a mask of " + count + " pixels has no shape");
        }
        return new CordMeasures(
                diameter(rows), diameter(columns), count * pixelMm * pixelMm, Math.min(1, count / hullPixels()));
    }

    /** Four standard deviations along one axis, each pixel having its own width. */
    private double diameter(double[] at) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            sum += at[i];
            squares += at[i] * at[i];
        }
        double mean = sum / count;
        return 4 * pixelMm * Math.sqrt(squares / count - mean * mean + 1.0 / 12);
    }

    /** Area of the hull of the middles of all pixel edges, in pixels, as scikit-image's solidity takes it. */
    private double hullPixels() {
        double[] x = new double[4 * count];
        double[] y = new double[4 * count];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < 4; k++) {
                x[4 * i + k] = columns[i] + (k == 0 ? 0.5 : k == 1 ? -0.5 : 0);
                y[4 * i + k] = rows[i] + (k == 2 ? 0.5 : k == 3 ? -0.5 : 0);
            }
        }
        return Hull.area(x, y);
    }
}
