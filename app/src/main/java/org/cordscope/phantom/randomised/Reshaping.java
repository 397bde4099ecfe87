package org.cordscope.phantom.randomised;

import java.util.List;

/**
 * What is done to the canal and the cord of one sample, beyond what its specimen has: unevenness that harms nobody, and pressure
 * from any direction.
 *
 * @param cord share by which the cord's outline lies farther out in each of the {@link Rays}; likewise {@code sac}
 * @param pressures one after the other
 * @param snug share of the fluid that is lost all round, 0 to 1
 * @param ringMm how far the cord's whole outline is pressed inwards
 * @param before how much of all this the slice above has, 0 to 1; likewise {@code after}, of the one below
 */
@SuppressWarnings("ArrayRecordComponent") // made once and only read
record Reshaping(
        double[] cord,
        double[] sac,
        List<Pressure> pressures,
        double snug,
        double ringMm,
        double before,
        double after) {

    Reshaping {
        pressures = List.copyOf(pressures);
    }

    /** Unevenness alone. */
    Reshaping withoutPressure() {
        return new Reshaping(cord, sac, List.of(), 0, 0, before, after);
    }

    /**
     * Something that comes in from one direction. Its surface is the branch of a hyperbola.
     *
     * @param x direction in which it presses, a unit vector with {@code y}
     * @param asideMm where its tip lies beside the cord's middle
     * @param roundingMm of its tip
     * @param slope of its flanks
     * @param depth how far it gets into the cord where the cord does not give way, as a share of the cord's AP diameter; below
     *     0, which share of the fluid before the cord it leaves, -1 for all
     * @param slide share of its depth that the cord gives way by as a whole, where there is room
     * @param flattening share of its depth that the cord is flattened by as a whole
     * @param swelling share of the lost area that the cord gains across
     */
    record Pressure(
            double x,
            double y,
            double asideMm,
            double roundingMm,
            double slope,
            double depth,
            double slide,
            double flattening,
            double swelling) {

        /** How far from its tip, against its direction, its surface lies beside it. */
        double flank(double acrossMm) {
            double u = acrossMm - asideMm;
            return slope * (Math.sqrt(u * u + roundingMm * roundingMm) - roundingMm);
        }
    }
}
