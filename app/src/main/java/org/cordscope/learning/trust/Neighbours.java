package org.cordscope.learning.trust;

import java.util.Arrays;

/**
 * Known points of unit length, and how far from them a new one may lie: the distance to the tenth nearest (Sun et al.,
 * "Out-of-distribution detection with deep nearest neighbors", ICML 2022).
 *
 * @param width numbers of a point
 * @param points the known ones, one after the other
 * @param limit distance that known points keep from those of other patients
 */
@SuppressWarnings("ArrayRecordComponent") // read by the model file, never compared
public record Neighbours(int width, float[] points, double limit) {
    /** Which neighbour counts; the last where there are fewer. */
    static final int WHICH = 10;

    public Neighbours {
        if (width < 1 || points.length == 0 || points.length % width != 0) {
            throw new IllegalArgumentException(points.length + " numbers are no points of " + width);
        }
        if (!(limit > 0) || Double.isInfinite(limit)) {
            throw new IllegalArgumentException("limit must be above 0: " + limit);
        }
    }

    public int count() {
        return points.length / width;
    }

    /** Distance of a point of unit length as a multiple of the limit. */
    double ratio(float[] point) {
        if (point.length != width) {
            throw new IllegalArgumentException(point.length + " numbers instead of " + width);
        }
        return distance(points, point, width) / limit;
    }

    /** Distance to the tenth nearest of some points. */
    static double distance(float[] points, float[] point, int width) {
        double[] squares = new double[points.length / width];
        for (int i = 0; i < points.length; i++) {
            double difference = points[i] - point[i % width];
            squares[i / width] += difference * difference;
        }
        Arrays.sort(squares);
        return Math.sqrt(squares[Math.min(WHICH, squares.length) - 1]);
    }

    /** The values at length 1; all 0 stay so. */
    static float[] unit(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        double length = squares > 0 ? Math.sqrt(squares) : 1;
        float[] unit = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            unit[i] = (float) (values[i] / length);
        }
        return unit;
    }
}
