package org.cordscope.phantom.anatomy;

import org.cordscope.study.Vector3;

/**
 * The canal as a slice of any inclination shows it. Outlines lie in the slice, in mm from {@code middle}: x along {@code
 * left}, y along {@code back}, which follow the vertebra's own left and back, however the picture is turned.
 *
 * @param middle where the canal's axis meets the slice, in the scanner
 * @param left unit vector within the slice; likewise {@code back}
 */
public record CanalCut(CanalSection section, Vector3 middle, Vector3 left, Vector3 back) {
    /** Distance of the planes between which outlines are interpolated, mm. */
    private static final double NEXT_MM = 2;

    private static final double TOP_MM = 120;
    private static final double BOTTOM_MM = -260;

    /**
     * Cuts a neck as it lies.
     *
     * @param point any point of the slice, in the scanner
     * @param normal of the slice, unit length, towards the head
     */
    public static CanalCut of(Neck neck, Pose pose, Vector3 point, Vector3 normal) {
        double z = height(pose, point, normal);
        Vector3 middle = pose.scannerOf(0, 0, z);
        Vector3 byX = difference(pose.scannerOf(0.5, 0, z), pose.scannerOf(-0.5, 0, z));
        Vector3 byY = difference(pose.scannerOf(0, 0.5, z), pose.scannerOf(0, -0.5, z));
        double rise = difference(pose.scannerOf(0, 0, z + 0.5), pose.scannerOf(0, 0, z - 0.5))
                .dot(normal);
        Vector3 across = byX.plus(normal.times(-byX.dot(normal)));
        Vector3 left = across.times(1 / across.length());
        Vector3 back = normal.cross(left);
        CanalSection here = neck.canalAt(z);
        CanalSection above = neck.canalAt(z + NEXT_MM);
        CanalSection below = neck.canalAt(z - NEXT_MM);
        double slopeX = -byX.dot(normal) / rise;
        double slopeY = -byY.dot(normal) / rise;
        Projection projection = new Projection(pose, z, slopeX, slopeY, middle, left, back);
        CanalSection section = new CanalSection(
                z,
                here.level(),
                here.disc(),
                projection.of(here.freeSac(), above.freeSac(), below.freeSac()),
                projection.of(here.sac(), above.sac(), below.sac()),
                projection.of(here.unpressed(), above.unpressed(), below.unpressed()),
                projection.of(here.cord(), above.cord(), below.cord()),
                here.cordSignal(),
                here.referenceApMm());
        return new CanalCut(section, middle, left, back);
    }

    /** Height in the straightened neck at which the canal's axis passes through the slice. */
    private static double height(Pose pose, Vector3 point, Vector3 normal) {
        double low = BOTTOM_MM;
        double high = TOP_MM;
        for (int i = 0; i < 40; i++) {
            double z = (low + high) / 2;
            if (difference(pose.scannerOf(0, 0, z), point).dot(normal) > 0) {
                high = z;
            } else {
                low = z;
            }
        }
        return (low + high) / 2;
    }

    private static Vector3 difference(Vector3 to, Vector3 from) {
        return to.plus(from.times(-1));
    }

    /** The slice's height over a point of the neck's cross-section is {@code z + slopeX x + slopeY y}. */
    private record Projection(
            Pose pose, double z, double slopeX, double slopeY, Vector3 middle, Vector3 left, Vector3 back) {

        Outline of(Outline here, Outline above, Outline below) {
            double[] x = new double[here.size()];
            double[] y = new double[here.size()];
            for (int i = 0; i < x.length; i++) {
                double rise = slopeX * here.x()[i] + slopeY * here.y()[i];
                double share = Math.min(1, Math.abs(rise) / NEXT_MM);
                Outline next = rise > 0 ? above : below;
                double atX = here.x()[i] + share * (next.x()[i] - here.x()[i]);
                double atY = here.y()[i] + share * (next.y()[i] - here.y()[i]);
                Vector3 from = difference(pose.scannerOf(atX, atY, z + rise), middle);
                x[i] = from.dot(left);
                y[i] = from.dot(back);
            }
            return new Outline(x, y);
        }
    }
}
