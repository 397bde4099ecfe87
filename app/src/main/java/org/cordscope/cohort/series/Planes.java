package org.cordscope.cohort.series;

import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/** Geometry of slice planes that the order of slices needs. */
final class Planes {
    private Planes() {}

    /** Axis of the patient that the normal follows most: 0 left-right (sagittal), 1 front-back (coronal), 2 axial. */
    static int dominantAxis(SlicePlane plane) {
        Vector3 n = plane.normal();
        double x = Math.abs(n.x());
        double y = Math.abs(n.y());
        double z = Math.abs(n.z());
        if (z >= x && z >= y) {
            return 2;
        }
        return x >= y ? 0 : 1;
    }

    static double angleDegrees(SlicePlane a, SlicePlane b) {
        return Math.toDegrees(Math.acos(Math.min(1, Math.abs(a.normal().dot(b.normal())))));
    }

    /** Height of the centre of the picture in the patient, in mm, growing towards the head. */
    static double centreHeightMm(InstanceHeader header, FrameHeader frame) {
        SlicePlane plane = frame.plane();
        Spacing spacing = frame.spacing();
        if (plane == null || spacing == null) {
            throw new IllegalArgumentException("frame " + frame.frame() + " has no geometry");
        }
        return plane.position()
                .plus(plane.row().times(spacing.columnMm() * (header.columns() - 1) / 2))
                .plus(plane.column().times(spacing.rowMm() * (header.rows() - 1) / 2))
                .z();
    }
}
