package org.cordscope.phantom.randomised;

import org.cordscope.study.Vector3;

/**
 * A plane through a specimen, in its coordinates.
 *
 * @param middle where the canal's axis meets it
 * @param left unit vector within it; likewise {@code back}
 */
record Plane(Vector3 middle, Vector3 left, Vector3 back) {
    /** At right angles to the axis. */
    static final Plane LEVEL = new Plane(new Vector3(0, 0, 0), new Vector3(1, 0, 0), new Vector3(0, 1, 0));

    /** The same at another height. */
    Plane at(double zMm) {
        return new Plane(new Vector3(middle.x(), middle.y(), zMm), left, back);
    }

    private Vector3 normal() {
        return left.cross(back);
    }

    /** Height over a point of a cross-section of the plane {@code alongMm} further towards the head. */
    double height(double xMm, double yMm, double alongMm) {
        Vector3 n = normal();
        return middle.z() + (alongMm - n.x() * (xMm - middle.x()) - n.y() * (yMm - middle.y())) / n.z();
    }

    /** How much height a length along the normal takes. */
    double steepness() {
        return 1 / normal().z();
    }
}
