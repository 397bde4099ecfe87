package org.cordscope.phantom.anatomy;

import java.util.function.DoubleUnaryOperator;

/** A closed polygon in the axial plane, mm. Points are not copied on the way out: do not write to them. */
public final class Outline {
    private final double[] x;
    private final double[] y;

    /** @throws IllegalArgumentException for fewer than three points */
    public Outline(double[] x, double[] y) {
        if (x.length != y.length || x.length < 3) {
            throw new IllegalArgumentException("an outline has at least three points: " + x.length + ", " + y.length);
        }
        this.x = x;
        this.y = y;
    }

    /** Ellipse whose long axis is turned by {@code degrees} from x towards y and bent by {@code bend} mm at its tips. */
    static Outline blob(
            double centreX, double centreY, double halfLong, double halfShort, double degrees, double bend) {
        int points = halfLong < 4 ? 20 : 48;
        double[] x = new double[points];
        double[] y = new double[points];
        double c = StrictMath.cos(Math.toRadians(degrees));
        double s = StrictMath.sin(Math.toRadians(degrees));
        for (int i = 0; i < points; i++) {
            double t = 2 * Math.PI * i / points;
            double u = StrictMath.cos(t);
            double along = halfLong * u;
            double across = halfShort * StrictMath.sin(t) + bend * u * u;
            x[i] = centreX + along * c - across * s;
            y[i] = centreY + along * s + across * c;
        }
        return new Outline(x, y);
    }

    static Outline ellipse(double centreX, double centreY, double halfX, double halfY) {
        return blob(centreX, centreY, halfX, halfY, 0, 0);
    }

    /** Superellipse |x/a|^n + |y/b|^n = 1: n = 2 is an ellipse, more is boxier. */
    static Outline superellipse(double centreX, double centreY, double halfX, double halfY, double exponent) {
        int points = 56;
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            double t = 2 * Math.PI * i / points;
            x[i] = centreX + halfX * power(StrictMath.cos(t), 2 / exponent);
            y[i] = centreY + halfY * power(StrictMath.sin(t), 2 / exponent);
        }
        return new Outline(x, y);
    }

    private static double power(double value, double exponent) {
        return Math.copySign(StrictMath.pow(Math.abs(value), exponent), value);
    }

    /** A straight stroke with round ends that narrows from one half-width to the other. */
    static Outline stroke(double x0, double y0, double x1, double y1, double half0, double half1) {
        int cap = 7;
        double[] x = new double[2 * cap];
        double[] y = new double[2 * cap];
        double along = StrictMath.atan2(y1 - y0, x1 - x0);
        for (int i = 0; i < cap; i++) {
            double t = Math.PI * i / (cap - 1);
            x[i] = x1 + half1 * StrictMath.cos(along - Math.PI / 2 + t);
            y[i] = y1 + half1 * StrictMath.sin(along - Math.PI / 2 + t);
            x[cap + i] = x0 + half0 * StrictMath.cos(along + Math.PI / 2 + t);
            y[cap + i] = y0 + half0 * StrictMath.sin(along + Math.PI / 2 + t);
        }
        return new Outline(x, y);
    }

    /** The band between two curves y(x) from {@code fromX} to {@code toX}. */
    static Outline band(double fromX, double toX, DoubleUnaryOperator front, DoubleUnaryOperator back) {
        int steps = 36;
        double[] x = new double[2 * steps];
        double[] y = new double[2 * steps];
        for (int i = 0; i < steps; i++) {
            double at = fromX + (toX - fromX) * i / (steps - 1);
            x[i] = at;
            y[i] = front.applyAsDouble(at);
            x[2 * steps - 1 - i] = at;
            y[2 * steps - 1 - i] = Math.max(y[i], back.applyAsDouble(at));
        }
        return new Outline(x, y);
    }

    /** What lies between two outlines that run the same way round, as one polygon with a seam of no width. */
    static Outline ring(Outline outer, Outline inner) {
        int n = outer.size();
        int m = inner.size();
        double[] x = new double[n + m + 2];
        double[] y = new double[n + m + 2];
        for (int i = 0; i <= n; i++) {
            x[i] = outer.x[i % n];
            y[i] = outer.y[i % n];
        }
        for (int i = 0; i <= m; i++) {
            x[n + 1 + i] = inner.x[(m - i) % m];
            y[n + 1 + i] = inner.y[(m - i) % m];
        }
        return new Outline(x, y);
    }

    public int size() {
        return x.length;
    }

    public double[] x() {
        return x;
    }

    public double[] y() {
        return y;
    }

    /** Scaled about the origin, turned by {@code radians} from x towards y, then moved. */
    Outline moved(double scaleX, double scaleY, double radians, double dx, double dy) {
        double c = StrictMath.cos(radians);
        double s = StrictMath.sin(radians);
        double[] newX = new double[x.length];
        double[] newY = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double u = x[i] * scaleX;
            double v = y[i] * scaleY;
            newX[i] = u * c - v * s + dx;
            newY[i] = u * s + v * c + dy;
        }
        return new Outline(newX, newY);
    }

    /** The same elsewhere. */
    public Outline moved(double dx, double dy) {
        return moved(1, 1, 0, dx, dy);
    }

    /** Whether a point lies inside. */
    public boolean contains(double px, double py) {
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            if (y[i] > py != y[j] > py && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside;
    }

    /** Distance from a point to the polygon's edge, mm. */
    public double distance(double px, double py) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            double ex = x[i] - x[j];
            double ey = y[i] - y[j];
            double length = ex * ex + ey * ey;
            double t = length == 0 ? 0 : Math.min(1, Math.max(0, ((px - x[j]) * ex + (py - y[j]) * ey) / length));
            double dx = x[j] + t * ex - px;
            double dy = y[j] + t * ey - py;
            best = Math.min(best, dx * dx + dy * dy);
        }
        return Math.sqrt(best);
    }
}
