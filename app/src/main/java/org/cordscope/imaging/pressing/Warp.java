package org.cordscope.imaging.pressing;

/** Where what is now at a place was before. */
@FunctionalInterface
interface Warp {

    /** Before; {@code back} and {@code left} in mm from the cord's centre, as in {@link CordFrame}. */
    Place before(double back, double left);

    /** A place around the cord. */
    record Place(double back, double left) {}
}
