package org.cordscope.cohort.series;

import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;

/** Geometry of slice planes that the order of slices needs. */
final class Planes {
    private Planes() {}

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
