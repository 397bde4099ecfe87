package org.cordscope.phantom.anatomy;

/** Outline of the column of vertebral bodies, discs and the dens in an axial plane; mm. */
final class BodyShape {
    static final double DENS_TIP_MM = 27;
    private static final double DENS_HALF_WIDTH_MM = 5.4;
    private static final double DENS_DEPTH_MM = 11;
    private static final double DENS_FROM_MM = 15;

    /** One half from back to front: x as a share of half the width, y of the depth. */
    private static final double[] HALF = {.50, .0, .80, .07, .97, .24, 1, .45, .86, .72, .52, .93};

    private BodyShape() {}

    /** Half the width of the bodies; they taper to the dens. */
    static double halfWidth(BonePlane plane) {
        double dens = dens(plane.z());
        return (1 - dens) * plane.bodySize() * Level.interpolate(Level::bodyRlMm, plane.z()) / 2
                + dens * DENS_HALF_WIDTH_MM;
    }

    private static double dens(double z) {
        return Curves.smooth((z - 2) / 8);
    }

    /**
     * The outline as drawn in textbooks, not yet bent.
     *
     * @param toDisc distance to the middle of the nearest disc, where the column is thicker
     * @param degeneration of that disc: lips grow on the bodies beside a worn one
     */
    static Outline of(BonePlane plane, double toDisc, double degeneration) {
        double z = plane.z();
        double dens = dens(z);
        double far = Math.min(1, toDisc / 8.5);
        double flare = (1.3 + 1.0 * Math.min(1.2, degeneration)) * (1 - far * far) - 0.2;
        double tip = Math.max(
                0.3, z < DENS_FROM_MM ? 1 : Curves.rounded((z - DENS_FROM_MM) / (DENS_TIP_MM + 0.1 - DENS_FROM_MM)));
        double half = tip * (halfWidth(plane) + (1 - dens) * flare);
        double usual = Math.sqrt(plane.bodySize()) * Level.interpolate(Level::bodyApMm, z);
        double depth = tip * ((1 - dens) * (usual + flare) + dens * DENS_DEPTH_MM);
        double back = plane.bodyBack();
        int n = HALF.length / 2;
        double[] points = new double[4 * (n + 1)];
        points[1] = back - 0.5 * (1 - dens);
        points[2 * (n + 1) + 1] = back - depth;
        for (int i = 0; i < n; i++) {
            points[2 * (i + 1)] = HALF[2 * i] * half;
            points[2 * (i + 1) + 1] = back - HALF[2 * i + 1] * depth;
            points[4 * (n + 1) - 2 * (i + 1)] = -HALF[2 * i] * half;
            points[4 * (n + 1) - 2 * (i + 1) + 1] = back - HALF[2 * i + 1] * depth;
        }
        return Curves.through(points);
    }
}
