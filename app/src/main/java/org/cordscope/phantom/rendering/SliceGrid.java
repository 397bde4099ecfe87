package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.Pose;
import org.cordscope.study.Vector3;

/**
 * Which point of the straightened neck each pixel of a slice shows: exact at knots some pixels apart, linear between them.
 * Coordinates are x, y and z of the neck, mm; {@code margin} more columns are known on each side.
 */
final class SliceGrid {
    private static final int CELL = 16;

    private final int margin;
    private final int across;
    private final double[][] knots;
    private final double[][] line = new double[3][];

    SliceGrid(Pose pose, Stack stack, int slice, int margin) {
        Stack.Cut cut = stack.cuts().get(slice);
        this.margin = margin;
        this.across = (stack.matrix() + 2 * margin) / CELL + 2;
        int down = stack.matrix() / CELL + 2;
        this.knots = new double[3][across * down];
        double half = (stack.matrix() - 1) / 2.0;
        double[] at = new double[3];
        for (int j = 0; j < down; j++) {
            for (int i = 0; i < across; i++) {
                double u = (i * CELL - margin - half) * stack.spacingMm();
                double v = (j * CELL - half) * stack.spacingMm();
                Vector3 p =
                        cut.shown().plus(cut.row().times(u)).plus(cut.column().times(v));
                pose.neckOf(p.x(), p.y(), p.z(), at);
                for (int k = 0; k < 3; k++) {
                    knots[k][j * across + i] = at[k];
                }
            }
        }
        for (int k = 0; k < 3; k++) {
            line[k] = new double[across];
        }
    }

    /** Chooses the row that {@link #at} speaks of. */
    void row(int row) {
        int j = row / CELL;
        double t = (row - j * CELL) / (double) CELL;
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < across; i++) {
                double upper = knots[k][j * across + i];
                line[k][i] = upper + t * (knots[k][(j + 1) * across + i] - upper);
            }
        }
    }

    /** Coordinate 0 (x), 1 (y) or 2 (z) of a column of the chosen row; columns from {@code -margin}. */
    double at(int coordinate, int column) {
        int c = column + margin;
        int i = c / CELL;
        double t = (c - i * CELL) / (double) CELL;
        double left = line[coordinate][i];
        return left + t * (line[coordinate][i + 1] - left);
    }

    double least(int coordinate) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : knots[coordinate]) {
            least = Math.min(least, value);
        }
        return least;
    }

    double most(int coordinate) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : knots[coordinate]) {
            most = Math.max(most, value);
        }
        return most;
    }
}
