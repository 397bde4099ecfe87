package org.cordscope.phantom.anatomy;

/**
 * An axial plane that bones are built in, in the canal's frame. The vertebrae do not lie quite level: a plane meets their
 * two sides at different heights.
 *
 * @param z height in a neck of usual length
 * @param rough noise that makes the bones' surface uneven
 * @param tilt how much higher on the bones the plane lies per mm to the left
 * @param bodySize width of the vertebral bodies against {@link Level}
 */
record BonePlane(
        double z, Press press, DiscLesion disc, Warp warp, SmoothNoise.Plane rough, double tilt, double bodySize) {
    private static final double EDGE = 0.82;
    private static final double ROUGH_MM = 1.0;
    private static final double ROUGH_LENGTH_MM = 4.2;

    double halfWidth() {
        return press.canal().halfWidth();
    }

    double waist() {
        return press.canal().waist();
    }

    /** Height at which the bones are met at a place off the midline. */
    double z(double x) {
        return z + tilt * x;
    }

    /** Height at which the pillars of a side are met. */
    double z(int side) {
        return z(side * (halfWidth() + 8));
    }

    /** Back of the vertebral bodies in the midline. */
    double bodyBack() {
        return press.canal().front(0) - 0.9;
    }

    /** Front of the canal's back wall, which runs on to the sides as it comes. */
    double back(double x) {
        Canal canal = press.canal();
        double w = canal.halfWidth();
        double edge = EDGE * w;
        double over = Math.abs(x) - edge;
        if (over <= 0) {
            return canal.back(x);
        }
        double slope = (canal.back(edge) - canal.back(0.7 * w)) / (0.12 * w);
        return canal.back(edge) + 0.45 * slope * over;
    }

    /** How far a worn joint has come inwards on a side, mm. */
    double encroached(int side) {
        return halfWidth() - press.halfWidth().at(side);
    }

    /** How thick the cortex is at a place, against its mean; 0.2 to 1.8. */
    double uneven(double x, double y) {
        return Math.max(0.2, Math.min(1.8, 1 + 1.3 * rough.at(0.3 * x + 41, 0.3 * y + 29)));
    }

    /** The outline as this patient has it: bent with its neighbours, and uneven. */
    Outline warped(Outline outline) {
        Outline bent = warp.of(outline, z);
        double[] x = bent.x();
        double[] y = bent.y();
        for (int i = 0; i < x.length; i++) {
            double u = x[i] / ROUGH_LENGTH_MM;
            double v = y[i] / ROUGH_LENGTH_MM;
            x[i] += ROUGH_MM * rough.at(u, v);
            y[i] += ROUGH_MM * rough.at(u + 23, v + 11);
        }
        return bent;
    }
}
