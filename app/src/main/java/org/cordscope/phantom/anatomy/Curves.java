package org.cordscope.phantom.anatomy;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** Smooth closed shapes of bones and what is done with them; all lengths in mm. */
final class Curves {
    private static final int STEPS = 4;

    private Curves() {}

    /** A closed curve through points given as x, y, x, y... (Catmull and Rom's spline). */
    static Outline through(double... points) {
        int n = points.length / 2;
        double[] x = new double[n * STEPS];
        double[] y = new double[n * STEPS];
        for (int i = 0; i < n; i++) {
            int before = (i + n - 1) % n;
            int next = (i + 1) % n;
            int after = (i + 2) % n;
            for (int k = 0; k < STEPS; k++) {
                double t = k / (double) STEPS;
                x[i * STEPS + k] = spline(points[2 * before], points[2 * i], points[2 * next], points[2 * after], t);
                y[i * STEPS + k] = spline(
                        points[2 * before + 1], points[2 * i + 1], points[2 * next + 1], points[2 * after + 1], t);
            }
        }
        return new Outline(x, y);
    }

    private static double spline(double a, double b, double c, double d, double t) {
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }

    /** The outline with its edge moved inwards; outwards where {@code byMm} is negative. */
    static Outline inset(Outline outline, double byMm) {
        return inset(outline, (x, y) -> byMm);
    }

    /** The same with a distance that differs from place to place. */
    static Outline inset(Outline outline, DoubleBinaryOperator byMm) {
        double[] by = new double[outline.size()];
        for (int i = 0; i < by.length; i++) {
            by[i] = byMm.applyAsDouble(outline.x()[i], outline.y()[i]);
        }
        return inset(outline, by);
    }

    /** The same with a distance for each point. */
    static Outline inset(Outline outline, double[] byMm) {
        int n = outline.size();
        double[] x = outline.x();
        double[] y = outline.y();
        double inwards = signedArea(outline) > 0 ? 1 : -1;
        double[] newX = new double[n];
        double[] newY = new double[n];
        for (int i = 0; i < n; i++) {
            int before = (i + n - 1) % n;
            int next = (i + 1) % n;
            double tangentX = x[next] - x[before];
            double tangentY = y[next] - y[before];
            double length = Math.max(1e-9, Math.sqrt(tangentX * tangentX + tangentY * tangentY));
            double by = inwards * byMm[i] / length;
            newX[i] = x[i] - by * tangentY;
            newY[i] = y[i] + by * tangentX;
        }
        return new Outline(newX, newY);
    }

    static double signedArea(Outline outline) {
        double sum = 0;
        for (int i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
            sum += outline.x()[j] * outline.y()[i] - outline.x()[i] * outline.y()[j];
        }
        return sum / 2;
    }

    /** What of an outline lies where {@code a x + b y + c > 0}; empty where less than a speck does. */
    static Optional<Outline> clip(Outline outline, double a, double b, double c) {
        int n = outline.size();
        double[] x = new double[2 * n];
        double[] y = new double[2 * n];
        int count = 0;
        for (int i = 0, j = n - 1; i < n; j = i++) {
            double here = a * outline.x()[i] + b * outline.y()[i] + c;
            double before = a * outline.x()[j] + b * outline.y()[j] + c;
            if (here > 0 != before > 0) {
                double t = before / (before - here);
                x[count] = outline.x()[j] + t * (outline.x()[i] - outline.x()[j]);
                y[count++] = outline.y()[j] + t * (outline.y()[i] - outline.y()[j]);
            }
            if (here > 0) {
                x[count] = outline.x()[i];
                y[count++] = outline.y()[i];
            }
        }
        if (count < 3) {
            return Optional.empty();
        }
        Outline clipped = new Outline(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
        return Math.abs(signedArea(clipped)) < 0.5 ? Optional.empty() : Optional.of(clipped);
    }

    /** 0 below 0, 1 above 1, smooth between. */
    static double smooth(double t) {
        double u = Math.min(1, Math.max(0, t));
        return u * u * (3 - 2 * u);
    }

    /** How thick something with rounded ends is: 1 over most of its extent, 0 where {@code u} is 1 or -1 and beyond. */
    static double rounded(double u) {
        double square = u * u;
        return square >= 1 ? 0 : Math.sqrt(Math.sqrt(1 - square * square));
    }
}
