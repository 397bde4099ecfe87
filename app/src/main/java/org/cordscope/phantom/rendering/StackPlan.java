package org.cordscope.phantom.rendering;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.Pose;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.rendering.Manufacturer.AxialProtocol;
import org.cordscope.study.Vector3;

/** Where a technologist lays the slices of an examination over a neck as it lies. */
final class StackPlan {
    private static final double[] THICKNESSES = {2, 2.5, 3, 3.5, 4, 5};
    private static final double[] GAPS = {0, 0.3, 0.5};
    private static final double MIDDLE_MM = -50;

    private final Neck neck;
    private final Pose pose;

    StackPlan(Neck neck, Pose pose) {
        this.neck = neck;
        this.pose = pose;
    }

    /**
     * Slices of 2 to 5 mm, mostly 3, from about C2 to T1. Most stacks are parallel and at right angles to the neck as a
     * whole; some are not angled at all, and some are three blocks, each angled to its part of the neck.
     */
    Stack axial(SeededDraw draw, AxialProtocol protocol) {
        double thickness = THICKNESSES[draw.weighted(.05, .13, .56, .12, .11, .03)];
        double step = thickness + GAPS[draw.weighted(0.5, 0.4, 0.1)];
        double top = draw.between(2, 9);
        double covered = top + neck.length() * draw.between(98, 110);
        int count = (int) Math.round(covered / step);
        double offX = draw.normal(0, 3, -7, 7);
        double offY = draw.normal(-5, 4, -14, 5);
        int way = draw.weighted(0.74, 0.18, 0.08);
        double error = draw.normal(0, 0.05, -0.12, 0.12);
        int blocks = way == 2 ? 3 : 1;
        SeededDraw motion = draw.named("motion", 0);
        boolean interleaved = motion.chance(0.4);
        Vector3 moved = new Vector3(motion.normal(0, 0.25, -0.6, 0.6), motion.normal(0, 0.35, -0.9, 0.9), 0);
        List<Stack.Cut> cuts = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            int from = block * count / blocks;
            int to = (block + 1) * count / blocks;
            double z = blocks == 1 ? MIDDLE_MM : top - (from + to - 1) / 2.0 * step;
            Vector3 normal = way == 1 ? new Vector3(0, 0, 1) : tipped(pose.axisAt(z), error);
            Vector3 row = within(new Vector3(1, 0, 0), normal);
            Vector3 column = normal.cross(row);
            Vector3 anchor = pose.scannerOf(0, 0, z);
            double first = blocks == 1
                    ? pose.scannerOf(0, 0, top).plus(anchor.times(-1)).dot(normal)
                    : (to - from - 1) / 2.0 * step;
            for (int i = from; i < to; i++) {
                Vector3 middle = anchor.plus(normal.times(first - (i - from) * step))
                        .plus(row.times(offX))
                        .plus(column.times(offY));
                Vector3 shift = interleaved && i % 2 == 1 ? moved : new Vector3(0, 0, 0);
                cuts.add(new Stack.Cut(middle, row, column, shift));
            }
        }
        return new Stack(protocol.matrix(), protocol.fieldOfViewMm(), thickness, step, cuts);
    }

    /** Slices from right to left, their middle at the middle of the neck. */
    Stack sagittal(int matrix, double fieldOfViewMm, int count, double thicknessMm, double stepMm) {
        Vector3 down = pose.axisAt(MIDDLE_MM).times(-1);
        Vector3 back = within(new Vector3(0, 1, 0), down);
        Vector3 across = back.cross(down);
        return along(matrix, fieldOfViewMm, count, thicknessMm, stepMm, back, down, across.times(-1));
    }

    /** Slices from front to back. */
    Stack coronal(int matrix, double fieldOfViewMm, int count, double thicknessMm, double stepMm) {
        Vector3 down = pose.axisAt(MIDDLE_MM).times(-1);
        Vector3 left = within(new Vector3(1, 0, 0), down);
        return along(matrix, fieldOfViewMm, count, thicknessMm, stepMm, left, down, left.cross(down));
    }

    private Stack along(
            int matrix,
            double fieldOfViewMm,
            int count,
            double thicknessMm,
            double stepMm,
            Vector3 row,
            Vector3 column,
            Vector3 onwards) {
        Vector3 middle = pose.scannerOf(0, 0, MIDDLE_MM);
        List<Stack.Cut> cuts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Vector3 offset = onwards.times((i - (count - 1) / 2.0) * stepMm);
            cuts.add(new Stack.Cut(middle.plus(offset), row, column));
        }
        return new Stack(matrix, fieldOfViewMm, thicknessMm, stepMm, cuts);
    }

    /** A direction turned about the left-right axis. */
    private static Vector3 tipped(Vector3 v, double angle) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        return new Vector3(v.x(), c * v.y() - s * v.z(), s * v.y() + c * v.z());
    }

    /** The direction within the plane of a normal that is nearest to a wanted one. */
    private static Vector3 within(Vector3 wanted, Vector3 normal) {
        Vector3 in = wanted.plus(normal.times(-wanted.dot(normal)));
        return in.times(1 / in.length());
    }
}
