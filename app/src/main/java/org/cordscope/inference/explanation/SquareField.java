package org.cordscope.inference.explanation;

import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/**
 * Where the network's square lies on a slice, whose middle it shares.
 *
 * @param size side of the square, pixels of the network
 * @param width of the square, pixels of the slice
 * @param height of the square, pixels of the slice
 */
public record SquareField(int size, double width, double height, int rows, int columns, Spacing spacing) {

    static SquareField of(Preprocessing preprocessing, SliceImage slice) {
        return of(preprocessing, slice.rows(), slice.columns(), slice.spacing());
    }

    /** Of a slice with these measures. */
    public static SquareField of(Preprocessing preprocessing, int rows, int columns, Spacing spacing) {
        double field = preprocessing.fieldOfViewMm();
        return new SquareField(
                preprocessing.size(),
                field == 0 ? columns : field / spacing.columnMm(),
                field == 0 ? rows : field / spacing.rowMm(),
                rows,
                columns,
                spacing);
    }

    /** Column of the slice, from 0, under the centre of a column of the square. */
    double sliceColumn(int column) {
        return columns / 2.0 + ((column + 0.5) / size - 0.5) * width - 0.5;
    }

    /** Row of the slice, from 0, under the centre of a row of the square. */
    double sliceRow(int row) {
        return rows / 2.0 + ((row + 0.5) / size - 0.5) * height - 0.5;
    }

    /** Place in the patient of the centre of a pixel of the square. */
    public Vector3 place(SlicePlane plane, int row, int column) {
        return plane.position()
                .plus(plane.row().times(sliceColumn(column) * spacing.columnMm()))
                .plus(plane.column().times(sliceRow(row) * spacing.rowMm()));
    }

    /** A map of this square on the part that it shares with another, at the resolution of {@code pixels}. */
    ActivationMap shared(ActivationMap map, SquareField other, int pixels) {
        return map.resampled(
                pixels, pixels, Math.min(height, other.height) / height, Math.min(width, other.width) / width);
    }

    boolean covers(SquareField other) {
        return size == other.size && width == other.width && height == other.height;
    }
}
