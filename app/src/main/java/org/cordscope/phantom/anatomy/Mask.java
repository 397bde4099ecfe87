package org.cordscope.phantom.anatomy;

import java.util.Arrays;

/** The pixels of a square grid whose centres an outline contains; pixel (0, 0) has its centre at the origin. */
final class Mask {
    private final double pixelMm;
    private double[] columns = new double[256];
    private double[] rows = new double[256];
    private int count;

    Mask(double pixelMm) {
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

    void add(int column, int row) {
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
        double[] sum = new double[5];
        for (int i = 0; i < count; i++) {
            sum[0] += columns[i];
            sum[1] += rows[i];
            sum[2] += columns[i] * columns[i];
            sum[3] += rows[i] * rows[i];
            sum[4] += columns[i] * rows[i];
        }
        double x = sum[0] / count;
        double y = sum[1] / count;
        double square = pixelMm * pixelMm;
        double ownWidth = 1.0 / 12;
        return CordMeasures.ofMoments(
                count * square,
                square * (sum[2] / count - x * x + ownWidth),
                square * (sum[3] / count - y * y + ownWidth),
                square * (sum[4] / count - x * y),
                Math.min(1, count / hullPixels()));
    }

    /**
     * Area of the hull of the middles of all pixel edges, in pixels, as scikit-image's solidity takes it. Of every row only the
     * ends can lie on it.
     */
    private double hullPixels() {
        double[] x = new double[4 * count];
        double[] y = new double[4 * count];
        int corners = 0;
        for (int i = 0; i < count; i++) {
            boolean within = i > 0 && i < count - 1 && rows[i - 1] == rows[i] && rows[i + 1] == rows[i];
            for (int k = 0; k < 4 && !within; k++) {
                x[corners] = columns[i] + (k == 0 ? 0.5 : k == 1 ? -0.5 : 0);
                y[corners++] = rows[i] + (k == 2 ? 0.5 : k == 3 ? -0.5 : 0);
            }
        }
        return Hull.area(Arrays.copyOf(x, corners), Arrays.copyOf(y, corners));
    }
}
