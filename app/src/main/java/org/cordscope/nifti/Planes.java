package org.cordscope.nifti;

import java.nio.ByteBuffer;
import java.util.List;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/**
 * A volume as a stack of planes, turned as DICOM shows them: columns run to the patient's left, rows to the back, planes to the
 * head, as nearly as the voxel axes allow. No voxel is interpolated.
 *
 * <p>Planes lie across the voxel axis that is nearest to the patient's long axis. A volume whose voxels are at least twice as
 * long along one axis as along both others was acquired in planes across that axis, and is left in them: sagittal slices must
 * not pass for axial ones.
 */
final class Planes {
    private static final double MOST_SHEAR = 0.05;
    private static final double THICK = 2;

    private final NiftiHeader header;
    private final int across;
    private final int toLeft;
    private final int toBack;

    private Planes(NiftiHeader header, int across, int toLeft, int toBack) {
        this.header = header;
        this.across = across;
        this.toLeft = toLeft;
        this.toBack = toBack;
    }

    static Planes of(NiftiHeader header) {
        List<Vector3> axes = header.affine().axes();
        int across = thickest(axes);
        if (across < 0) {
            across = nearest(axes, new Vector3(0, 0, 1), List.of(0, 1, 2));
        }
        List<Integer> others = List.of((across + 1) % 3, (across + 2) % 3);
        int toLeft = nearest(axes, new Vector3(1, 0, 0), others);
        if (across == nearest(axes, new Vector3(1, 0, 0), List.of(0, 1, 2))) {
            // sagittal planes: columns run to the back, rows to the feet
            toLeft = nearest(axes, new Vector3(0, 1, 0), others);
        }
        return new Planes(header, across, toLeft, others.get(0) == toLeft ? others.get(1) : others.get(0));
    }

    int count() {
        return header.size().get(across);
    }

    int rows() {
        return header.size().get(toBack);
    }

    int columns() {
        return header.size().get(toLeft);
    }

    double thicknessMm() {
        return axis(across).length();
    }

    Spacing spacing() {
        return new Spacing(axis(toBack).length(), axis(toLeft).length());
    }

    /** @throws IllegalArgumentException where the voxels are sheared */
    SlicePlane plane(int index) {
        Vector3 position = header.affine().origin();
        position = position.plus(axis(across).times(voxel(across, index)));
        position = position.plus(axis(toLeft).times(voxel(toLeft, 0)));
        position = position.plus(axis(toBack).times(voxel(toBack, 0)));
        Vector3 row = direction(toLeft);
        Vector3 column = direction(toBack);
        if (Math.abs(row.dot(column)) > MOST_SHEAR) {
            throw new IllegalArgumentException("its voxels are sheared: rows and columns meet at no right angle");
        }
        return new SlicePlane(position, row, column);
    }

    /** Pixels of a plane, row by row, out of all voxels. */
    double[] pixels(ByteBuffer voxels, int index) {
        double[] pixels = new double[rows() * columns()];
        int bytes = header.type().bytes;
        int rowStep = step(toBack) * bytes;
        int columnStep = step(toLeft) * bytes;
        int first = start(across) + start(toBack) + start(toLeft) + index * step(across);
        int at = 0;
        for (int row = 0; row < rows(); row++) {
            int offset = first * bytes + row * rowStep;
            for (int column = 0; column < columns(); column++) {
                pixels[at++] = header.value(voxels, offset);
                offset += columnStep;
            }
        }
        return pixels;
    }

    /** Voxels from one index along an axis, as it is turned, to the next. */
    private int step(int axis) {
        int stride = 1;
        for (int i = 0; i < axis; i++) {
            stride *= header.size().get(i);
        }
        return isTurned(axis) ? -stride : stride;
    }

    /** Voxels from the first in the file to the first along the axis as it is turned. */
    private int start(int axis) {
        return isTurned(axis) ? -step(axis) * (header.size().get(axis) - 1) : 0;
    }

    private int voxel(int axis, int index) {
        return isTurned(axis) ? header.size().get(axis) - 1 - index : index;
    }

    private Vector3 axis(int axis) {
        return header.affine().axes().get(axis);
    }

    private Vector3 direction(int axis) {
        Vector3 unit = axis(axis).times(1 / axis(axis).length());
        return isTurned(axis) ? unit.times(-1) : unit;
    }

    /** True where the axis runs against the way in which DICOM shows it: left, back, head; rows of other planes to the feet. */
    private boolean isTurned(int axis) {
        Vector3 step = axis(axis);
        double largest = largest(step);
        boolean along = Math.abs(step.z()) == Math.abs(largest);
        boolean downwards = along && axis != across;
        return downwards ? largest > 0 : largest < 0;
    }

    private static double largest(Vector3 v) {
        double x = Math.abs(v.x());
        double y = Math.abs(v.y());
        double z = Math.abs(v.z());
        if (z >= x && z >= y) {
            return v.z();
        }
        return y >= x ? v.y() : v.x();
    }

    private static int thickest(List<Vector3> axes) {
        for (int axis = 0; axis < 3; axis++) {
            double length = axes.get(axis).length();
            if (length >= THICK * axes.get((axis + 1) % 3).length()
                    && length >= THICK * axes.get((axis + 2) % 3).length()) {
                return axis;
            }
        }
        return -1;
    }

    private static int nearest(List<Vector3> axes, Vector3 direction, List<Integer> among) {
        int nearest = among.get(0);
        for (int axis : among) {
            if (cosine(axes.get(axis), direction) > cosine(axes.get(nearest), direction)) {
                nearest = axis;
            }
        }
        return nearest;
    }

    private static double cosine(Vector3 axis, Vector3 direction) {
        return Math.abs(axis.dot(direction)) / axis.length();
    }
}
