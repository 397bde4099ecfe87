package org.cordscope.phantom.anatomy;

/**
 * An axial plane that bones are built in, in the canal's frame.
 *
 * @param z height in a neck of usual length
 */
record BonePlane(double z, Press press, DiscLesion disc, Warp warp) {
    private static final double EDGE = 0.82;

    double halfWidth() {
        return press.canal().halfWidth();
    }

    double waist() {
        return press.canal().waist();
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

    Outline warped(Outline outline) {
        return warp.of(outline, z);
    }
}
