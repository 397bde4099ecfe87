package org.cordscope.phantom.randomised;

import org.cordscope.phantom.anatomy.Outline;

/**
 * Directions round a place, and how far something reaches in each of them. Directions are counted by the length of way round a
 * square that stands on its corner, 0 to 4, for which no angle is needed.
 */
final class Rays {
    static final int COUNT = 128;

    private static final double[] X = new double[COUNT];
    private static final double[] Y = new double[COUNT];

    static {
        for (int i = 0; i < COUNT; i++) {
            int quarter = 4 * i / COUNT;
            double r = 4.0 * i / COUNT - quarter;
            double length = Math.sqrt(r * r + (1 - r) * (1 - r));
            double along = (1 - r) / length;
            double next = r / length;
            X[i] = quarter == 0 ? along : quarter == 1 ? -next : quarter == 2 ? -along : next;
            Y[i] = quarter == 0 ? next : quarter == 1 ? along : quarter == 2 ? -next : -along;
        }
    }

    private Rays() {}

    /** Unit vector of a direction. */
    static double x(int ray) {
        return X[ray];
    }

    static double y(int ray) {
        return Y[ray];
    }

    /** Radians. */
    static double angle(int ray) {
        return StrictMath.atan2(Y[ray], X[ray]);
    }

    /** Where among the directions a vector points, 0 to {@link #COUNT}; the vector is not zero. */
    static double place(double x, double y) {
        double size = Math.abs(x) + Math.abs(y);
        double way = y >= 0 ? (x >= 0 ? y / size : 1 - x / size) : x < 0 ? 2 - y / size : 3 + x / size;
        return way * (COUNT / 4);
    }

    /** What a table holds there. */
    static double between(double[] table, double place) {
        int i = (int) place;
        double share = place - i;
        double here = table[i & (COUNT - 1)];
        return here + share * (table[(i + 1) & (COUNT - 1)] - here);
    }

    /** How far an outline lies from a place within it: where a ray first crosses it beyond {@code from}; {@code from} where never. */
    static double[] to(Outline outline, double x, double y, double[] from) {
        double[] radii = new double[COUNT];
        for (int ray = 0; ray < COUNT; ray++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
                double ax = outline.x()[j] - x;
                double ay = outline.y()[j] - y;
                double bx = outline.x()[i] - x;
                double by = outline.y()[i] - y;
                double sideA = X[ray] * ay - Y[ray] * ax;
                double sideB = X[ray] * by - Y[ray] * bx;
                if (sideA > 0 != sideB > 0) {
                    double t = sideA / (sideA - sideB);
                    double reach = X[ray] * (ax + t * (bx - ax)) + Y[ray] * (ay + t * (by - ay));
                    if (reach >= from[ray]) {
                        nearest = Math.min(nearest, reach);
                    }
                }
            }
            radii[ray] = nearest == Double.POSITIVE_INFINITY ? from[ray] : nearest;
        }
        return radii;
    }

    /** The outline that lies so far from a place. */
    static Outline outline(double x, double y, double[] radii) {
        double[] px = new double[COUNT];
        double[] py = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            px[i] = x + radii[i] * X[i];
            py[i] = y + radii[i] * Y[i];
        }
        return new Outline(px, py);
    }

    /** Each value mixed with its neighbours. */
    static double[] smoothed(double[] values) {
        double[] next = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            next[i] = 0.5 * values[i] + 0.25 * (values[(i + COUNT - 1) & (COUNT - 1)] + values[(i + 1) & (COUNT - 1)]);
        }
        return next;
    }
}
