package org.cordscope.phantom.anatomy;

/**
 * How a cord gives way to what presses on it. It first slides away from the wall as far as there is room, though its
 * ligaments hold it back, and turns when pressed on one side. Where a wall still overlaps it, it is flattened as a whole
 * towards the side that holds, then indented; what is pressed in swells out sideways, so that the area is kept until
 * pressure is so high that it is lost. Its tense surface rounds every edge.
 *
 * @param unpressed the cord's own outline slid and turned as it now lies, but not deformed
 * @param pressed the outline as it now is
 */
record CordPress(Outline unpressed, Outline pressed) {
    /** Dura, and the film of fluid that remains. */
    private static final double MARGIN_MM = 0.35;

    /** Likewise at either side. */
    static final double SIDE_MARGIN_MM = 0.8;

    private static final double FLATTENING_SHARE = 0.15;
    private static final double FLATTENING_HALF_WIDTH_MM = 7;
    private static final double LARGEST_SWELLING = 1.10;
    private static final double ROUNDING_MM = 0.25;
    private static final int SMOOTHINGS = 7;

    /** @param sliding how far the cord gives way where there is room, as a share of what it is pressed */
    static CordPress of(Outline resting, Press press, double sliding) {
        return of(resting, new Walls(press), sliding);
    }

    private static CordPress of(Outline resting, Walls walls, double sliding) {
        double slide = slide(
                sliding,
                overlap(resting, walls, true).depth(),
                overlap(resting, walls, false).depth());
        double[] centre = CordMeasures.centroid(resting);
        Outline lying =
                resting.moved(-centre[0], -centre[1]).moved(1, 1, turn(resting, walls), centre[0], centre[1] + slide);
        Overlap front = overlap(lying, walls, true);
        Overlap back = overlap(lying, walls, false);
        double depth = Math.max(0, front.depth()) + Math.max(0, back.depth());
        if (depth == 0 && !reachesAside(lying, walls)) {
            return new CordPress(lying, lying);
        }
        double relative = depth / CordMeasures.of(resting).apMm();
        double kept = 1 - Math.min(0.5, 0.85 * Math.max(0, relative - 0.08));
        Outline flat = flattened(lying, front, back);
        return new CordPress(lying, swollen(lying, flat, walls, kept * CordMeasures.area(resting)));
    }

    private static boolean reachesAside(Outline lying, Walls walls) {
        double mostLeft = -min(lying.moved(-1, 1, 0, 0, 0).x());
        double mostRight = -min(lying.x());
        return mostLeft > walls.left() - SIDE_MARGIN_MM || mostRight > walls.right() - SIDE_MARGIN_MM;
    }

    /** Greatest overlap of the cord with a wall, negative where there is still room, and where it is, mm. */
    private record Overlap(double depth, double x) {}

    private static Overlap overlap(Outline cord, Walls walls, boolean front) {
        double most = Double.NEGATIVE_INFINITY;
        double at = 0;
        double middle = CordMeasures.centroid(cord)[1];
        for (int i = 0; i < cord.size(); i++) {
            double x = cord.x()[i];
            double y = cord.y()[i];
            if (y < middle == front) {
                double depth = MARGIN_MM + (front ? walls.front(x) - y : y - walls.back(x));
                at = depth > most ? x : at;
                most = Math.max(most, depth);
            }
        }
        return new Overlap(most, at);
    }

    private static double slide(double sliding, double front, double back) {
        if (front <= 0 && back <= 0) {
            return 0;
        }
        if (front > 0 && back > 0) {
            return 0.4 * (front - back);
        }
        double room = Math.max(0, -Math.min(front, back) - 0.2);
        double wanted = sliding * Math.max(front, back);
        return Math.copySign(Math.min(room, wanted), front - back);
    }

    /** Turn of the cord by one-sided pressure, radians, positive when its left side is pushed back. */
    private static double turn(Outline cord, Walls walls) {
        double moment = 0;
        double width = CordMeasures.of(cord).rlMm();
        double middle = CordMeasures.centroid(cord)[1];
        for (int i = 0; i < cord.size(); i++) {
            double x = cord.x()[i];
            double y = cord.y()[i];
            double push = y < middle
                    ? Math.max(0, walls.front(x) + MARGIN_MM - y)
                    : -Math.max(0, y - walls.back(x) + MARGIN_MM);
            moment += push * x / width;
        }
        return Math.max(-0.2, Math.min(0.2, 1.1 * moment / cord.size()));
    }

    /** Pressed together over a breadth, most where the overlap is greatest; the opposite side stays. */
    private static Outline flattened(Outline lying, Overlap front, Overlap back) {
        double low = min(lying.y());
        double high = -min(lying.moved(-1, -1, 0, 0, 0).y());
        double[] y = new double[lying.size()];
        for (int i = 0; i < y.length; i++) {
            double x = lying.x()[i];
            double along = (lying.y()[i] - low) / (high - low);
            y[i] = lying.y()[i] + breadth(front, x) * (1 - along) - breadth(back, x) * along;
        }
        return new Outline(lying.x(), y);
    }

    private static double breadth(Overlap overlap, double x) {
        double u = (x - overlap.x()) / FLATTENING_HALF_WIDTH_MM;
        return FLATTENING_SHARE * Math.max(0, overlap.depth()) / (1 + u * u);
    }

    private static double min(double[] values) {
        double least = values[0];
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static Outline swollen(Outline lying, Outline flat, Walls walls, double targetArea) {
        double low = 1;
        double high = LARGEST_SWELLING;
        Outline best = indented(lying, flat, walls, low);
        if (CordMeasures.area(best) >= targetArea) {
            return best;
        }
        for (int i = 0; i < 8; i++) {
            double middle = (low + high) / 2;
            best = indented(lying, flat, walls, middle);
            if (CordMeasures.area(best) < targetArea) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return best;
    }

    /** The outline widened by a factor and cut back to lie between the walls, its displacement smoothed. */
    private static Outline indented(Outline lying, Outline flat, Walls walls, double widening) {
        double centre = CordMeasures.centroid(lying)[0];
        double[] dx = new double[lying.size()];
        double[] dy = new double[lying.size()];
        for (int i = 0; i < dx.length; i++) {
            double wide = centre + (flat.x()[i] - centre) * widening;
            double x = Math.max(SIDE_MARGIN_MM - walls.right(), Math.min(walls.left() - SIDE_MARGIN_MM, wide));
            double front = walls.front(x) + MARGIN_MM;
            double back = Math.max(front + 0.6, walls.back(x) - MARGIN_MM);
            double y = -atLeast(-atLeast(flat.y()[i], front), -back);
            dx[i] = x - lying.x()[i];
            dy[i] = y - lying.y()[i];
        }
        return displaced(lying, smoothed(dx), smoothed(dy));
    }

    private static Outline displaced(Outline outline, double[] dx, double[] dy) {
        for (int i = 0; i < dx.length; i++) {
            dx[i] += outline.x()[i];
            dy[i] += outline.y()[i];
        }
        return new Outline(dx, dy);
    }

    /** A closed run of values, each mixed with its neighbours. */
    private static double[] smoothed(double[] values) {
        double[] now = values;
        for (int k = 0; k < SMOOTHINGS; k++) {
            double[] next = new double[now.length];
            for (int i = 0; i < now.length; i++) {
                double before = now[i == 0 ? now.length - 1 : i - 1];
                double after = now[i == now.length - 1 ? 0 : i + 1];
                next[i] = 0.5 * now[i] + 0.25 * (before + after);
            }
            now = next;
        }
        return now;
    }

    /** Soft maximum: {@code value} where it is well above the floor, rounded over near it. */
    private static double atLeast(double value, double floor) {
        double d = value - floor;
        return d > 4 * ROUNDING_MM ? value : floor + ROUNDING_MM * StrictMath.log1p(StrictMath.exp(d / ROUNDING_MM));
    }
}
