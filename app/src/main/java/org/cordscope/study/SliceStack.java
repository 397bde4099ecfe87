package org.cordscope.study;

import java.util.List;
import java.util.Optional;

/**
 * Slices of equal size and spacing, in an order of their own.
 *
 * @param thicknessMm what one slice measures across, without the gap to the next
 * @param planes where each slice lies; at least one
 */
public record SliceStack(int rows, int columns, Spacing spacing, double thicknessMm, List<SlicePlane> planes) {
    /** Headers round positions to some micrometres. */
    private static final double EVEN_WITHIN_MM = 0.01;

    public SliceStack {
        planes = List.copyOf(planes);
        if (rows < 1 || columns < 1 || planes.isEmpty() || !(thicknessMm > 0) || !Double.isFinite(thicknessMm)) {
            throw new IllegalArgumentException("not a stack: " + rows + " x " + columns + " pixels, " + planes.size()
                    + " slices of " + thicknessMm + " mm");
        }
    }

    public int count() {
        return planes.size();
    }

    /** Centre of a pixel by its indices from 0, mm (PS3.3 equation C.7.6.2.1-1). */
    public Vector3 point(int slice, int row, int column) {
        SlicePlane plane = planes.get(slice);
        return plane.position()
                .plus(plane.row().times(column * spacing.columnMm()))
                .plus(plane.column().times(row * spacing.rowMm()));
    }

    /**
     * The step in mm that leads every pixel to the same pixel of the next slice, to 0.01 mm; empty where the slices are turned
     * or spaced unevenly. From a single slice it leads one thickness along the normal.
     */
    public Optional<Vector3> step() {
        int last = planes.size() - 1;
        if (last == 0) {
            return Optional.of(planes.get(0).normal().times(thicknessMm));
        }
        Vector3 step = point(last, 0, 0).plus(point(0, 0, 0).times(-1)).times(1.0 / last);
        for (int slice = 1; slice <= last; slice++) {
            Vector3 shift = step.times(slice);
            boolean even = isShifted(slice, 0, 0, shift)
                    && isShifted(slice, rows - 1, 0, shift)
                    && isShifted(slice, 0, columns - 1, shift);
            if (!even) {
                return Optional.empty();
            }
        }
        return Optional.of(step);
    }

    private boolean isShifted(int slice, int row, int column, Vector3 shift) {
        Vector3 expected = point(0, row, column).plus(shift);
        return point(slice, row, column).plus(expected.times(-1)).length() <= EVEN_WITHIN_MM;
    }
}
