package org.cordscope.phantom.anatomy;

/** A field of smooth noise in three dimensions, about -1 to 1, from a table and so quick; cells are one unit wide. */
final class SmoothNoise {
    private static final int SIDE = 64;

    private final float[] knots = new float[SIDE * SIDE];

    SmoothNoise(SeededDraw draw) {
        for (int i = 0; i < knots.length; i++) {
            knots[i] = (float) draw.normal(0, 0.5, -1, 1);
        }
    }

    /** The field at one height. */
    Plane at(double z) {
        double floor = Math.floor(z);
        float t = (float) smooth(z - floor);
        long layer = (long) floor;
        float[] mixed = new float[SIDE * SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                mixed[row * SIDE + column] = (1 - t) * knot(column, row, layer) + t * knot(column, row, layer + 1);
            }
        }
        return new Plane(mixed);
    }

    /** Layers are cut from one table, each elsewhere. */
    private float knot(int column, int row, long layer) {
        int i = (int) (column + layer * 23) & (SIDE - 1);
        int j = (int) (row + layer * 41) & (SIDE - 1);
        return knots[j * SIDE + i];
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    /** One height of the field. */
    static final class Plane {
        private final float[] knots;

        private Plane(float[] knots) {
            this.knots = knots;
        }

        double at(double x, double y) {
            double left = Math.floor(x);
            double top = Math.floor(y);
            double s = smooth(x - left);
            double t = smooth(y - top);
            int i = (int) left & (SIDE - 1);
            int j = (int) top & (SIDE - 1);
            int right = (i + 1) & (SIDE - 1);
            int below = (j + 1) & (SIDE - 1);
            double upper = (1 - s) * knots[j * SIDE + i] + s * knots[j * SIDE + right];
            double lower = (1 - s) * knots[below * SIDE + i] + s * knots[below * SIDE + right];
            return (1 - t) * upper + t * lower;
        }
    }
}
