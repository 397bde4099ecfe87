package org.cordscope.imaging.pressing;

import java.util.Arrays;
import org.cordscope.study.SliceImage;

/**
 * How wide the fluid around the cord is on each side, read from the picture: outwards from the cord it is bright up to the
 * place where the picture has fallen half-way from its brightest to the darkest of the wall. The cord is no measure of dark:
 * on T2*w slices it is hardly darker than fluid that pulsates.
 *
 * @param front mm, as the others
 */
record FluidMargins(double front, double behind, double left, double right) {
    private static final int RAYS = 9;
    private static final double STEP_MM = 0.25;
    /** At C1 there may be 10 mm of it before the cord. */
    private static final double REACH_MM = 12;

    private static final double FALL_MM = 3;
    private static final double LEAST_MM = 0.5;
    private static final double BRIGHTER = 1.1;

    static FluidMargins of(SliceImage slice, CordFrame frame) {
        Samples samples = new Samples(slice);
        return new FluidMargins(
                margin(samples, frame, -1, 0),
                margin(samples, frame, 1, 0),
                margin(samples, frame, 0, 1),
                margin(samples, frame, 0, -1));
    }

    double mean() {
        return (front + behind + left + right) / 4;
    }

    /** The median over rays that leave the ellipse within 40 degrees of a direction. */
    private static double margin(Samples samples, CordFrame frame, double back, double left) {
        double[] widths = new double[RAYS];
        double inside = samples.at(frame.centreX(), frame.centreY());
        for (int i = 0; i < RAYS; i++) {
            double angle = Math.toRadians(-40 + 80.0 * i / (RAYS - 1));
            double b = back * Math.cos(angle) - left * Math.sin(angle);
            double l = left * Math.cos(angle) + back * Math.sin(angle);
            double surface = 1 / Math.hypot(b / frame.halfAp(), l / frame.halfRl());
            widths[i] = width(samples, frame, b, l, surface, inside);
        }
        Arrays.sort(widths);
        return widths[RAYS / 2];
    }

    private static double width(
            Samples samples, CordFrame frame, double back, double left, double surface, double inside) {
        int steps = (int) ((REACH_MM + FALL_MM) / STEP_MM);
        double[] profile = new double[steps];
        for (int i = 0; i < steps; i++) {
            double at = surface + i * STEP_MM;
            profile[i] = samples.at(frame.x(at * back, at * left), frame.y(at * back, at * left));
        }
        int peak = 0;
        for (int i = 1; i * STEP_MM <= REACH_MM; i++) {
            if (profile[i] > profile[peak]) {
                peak = i;
            }
            if (profile[i] < inside && profile[peak] > BRIGHTER * inside) {
                break; // darker than cord behind brighter than cord: the wall, what is brighter still is fat
            }
        }
        if (profile[peak] < BRIGHTER * inside) {
            return LEAST_MM;
        }
        int wall = firstBelow(profile, peak, (profile[peak] + inside) / 2);
        double darkest = inside;
        for (int i = wall; i < Math.min(steps, wall + (int) (FALL_MM / STEP_MM)); i++) {
            darkest = Math.min(darkest, profile[i]);
        }
        return Math.max(LEAST_MM, firstBelow(profile, peak, (profile[peak] + darkest) / 2) * STEP_MM);
    }

    /** The end of the profile where nothing is. */
    private static int firstBelow(double[] profile, int from, double level) {
        for (int i = from; i < profile.length; i++) {
            if (profile[i] < level) {
                return i;
            }
        }
        return profile.length;
    }
}
