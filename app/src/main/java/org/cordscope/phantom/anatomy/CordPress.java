package org.cordscope.phantom.anatomy;

/**
 * How a cord gives way to what presses on it. It first slides away from the wall as far as there is room, turns when pressed
 * on one side, and is then indented where a wall still overlaps it; what is pressed in swells out sideways, so that the area
 * is kept until pressure is so high that it is lost.
 *
 * @param unpressed the cord's own outline slid and turned as it now lies, but not deformed
 * @param pressed the outline as it now is
 */
record CordPress(Outline unpressed, Outline pressed) {
    /** Dura, and the film of fluid that remains. */
    private static final double MARGIN_MM = 0.35;

    private static final double LARGEST_SWELLING = 1.17;
    private static final double ROUNDING_MM = 0.22;

    static CordPress of(Outline resting, Press press) {
        double front = overlap(resting, press, true);
        double back = overlap(resting, press, false);
        double slide = slide(front, back);
        double turn = turn(resting, press);
        double[] centre = CordMeasures.centroid(resting);
        Outline lying = resting.moved(-centre[0], -centre[1]).moved(1, 1, turn, centre[0], centre[1] + slide);
        double depth = Math.max(0, Math.max(overlap(lying, press, true), overlap(lying, press, false)));
        if (depth == 0) {
            return new CordPress(lying, lying);
        }
        double relative = depth / CordMeasures.of(resting).apMm();
        double kept = 1 - Math.min(0.45, 0.75 * Math.max(0, relative - 0.10));
        return new CordPress(lying, swollen(lying, press, kept * CordMeasures.area(resting)));
    }

    /** Greatest overlap of the cord with a wall, negative where there is still room, mm. */
    private static double overlap(Outline cord, Press press, boolean front) {
        double most = Double.NEGATIVE_INFINITY;
        double middle = CordMeasures.centroid(cord)[1];
        for (int i = 0; i < cord.size(); i++) {
            double x = cord.x()[i];
            double y = cord.y()[i];
            if (front && y < middle) {
                most = Math.max(most, press.front(x) + MARGIN_MM - y);
            } else if (!front && y > middle) {
                most = Math.max(most, y - press.back(x) + MARGIN_MM);
            }
        }
        return most;
    }

    private static double slide(double front, double back) {
        if (front <= 0 && back <= 0) {
            return 0;
        }
        if (front > 0 && back > 0) {
            return 0.4 * (front - back);
        }
        double room = Math.max(0, -Math.min(front, back) - 0.2);
        double wanted = 0.72 * Math.max(front, back);
        return Math.copySign(Math.min(room, wanted), front - back);
    }

    /** Turn of the cord by one-sided pressure, radians, positive when its left side is pushed back. */
    private static double turn(Outline cord, Press press) {
        double moment = 0;
        double width = CordMeasures.of(cord).rlMm();
        double middle = CordMeasures.centroid(cord)[1];
        for (int i = 0; i < cord.size(); i++) {
            double x = cord.x()[i];
            double y = cord.y()[i];
            double push = y < middle
                    ? Math.max(0, press.front(x) + MARGIN_MM - y)
                    : -Math.max(0, y - press.back(x) + MARGIN_MM);
            moment += push * x / width;
        }
        return Math.max(-0.2, Math.min(0.2, 1.1 * moment / cord.size()));
    }

    private static Outline swollen(Outline lying, Press press, double targetArea) {
        double low = 1;
        double high = LARGEST_SWELLING;
        Outline best = indented(lying, press, low);
        if (CordMeasures.area(best) >= targetArea) {
            return best;
        }
        for (int i = 0; i < 10; i++) {
            double middle = (low + high) / 2;
            best = indented(lying, press, middle);
            if (CordMeasures.area(best) < targetArea) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return best;
    }

    /** The outline widened by a factor and cut back to lie between the walls, with rounded corners. */
    private static Outline indented(Outline lying, Press press, double widening) {
        double[] centre = CordMeasures.centroid(lying);
        double limit = press.halfWidth() - 0.8;
        double[] x = new double[lying.size()];
        double[] y = new double[lying.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(-limit, Math.min(limit, centre[0] + (lying.x()[i] - centre[0]) * widening));
            double front = press.front(x[i]) + MARGIN_MM;
            double back = Math.max(front + 0.6, press.back(x[i]) - MARGIN_MM);
            y[i] = -atLeast(-atLeast(lying.y()[i], front), -back);
        }
        return new Outline(x, y);
    }

    /** Soft maximum: {@code value} where it is well above the floor, rounded over near it. */
    private static double atLeast(double value, double floor) {
        double d = value - floor;
        return d > 4 * ROUNDING_MM ? value : floor + ROUNDING_MM * Math.log1p(Math.exp(d / ROUNDING_MM));
    }
}
