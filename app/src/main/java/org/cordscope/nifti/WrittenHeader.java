package org.cordscope.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cordscope.study.SliceStack;
import org.cordscope.study.Vector3;

/** The first 352 bytes of a NIfTI-1 file (nifti1.h): sform, and the same as qform where its rotation can say it. */
final class WrittenHeader {
    private static final int VOXEL_OFFSET = 352;
    private static final int LONGEST_SIDE = Short.MAX_VALUE;
    private static final short LABEL_INTENT = 1002;
    private static final short SCANNER_ANATOMICAL = 1;
    private static final byte MILLIMETRES = 2;

    /** Cosine up to which axes pass for orthogonal: about as much as a quaternion of 32-bit numbers gets wrong. */
    private static final double ORTHOGONAL = 1e-3;

    private final ByteBuffer bytes = ByteBuffer.allocate(VOXEL_OFFSET).order(ByteOrder.LITTLE_ENDIAN);

    private WrittenHeader() {}

    static byte[] of(SliceStack stack, VoxelType type, boolean labels) {
        WrittenHeader header = new WrittenHeader();
        header.describe(stack, type, labels);
        header.place(stack);
        return header.bytes.array();
    }

    private void describe(SliceStack stack, VoxelType type, boolean labels) {
        if (Math.max(Math.max(stack.columns(), stack.rows()), stack.count()) > LONGEST_SIDE) {
            throw new IllegalArgumentException("a side of a NIfTI-1 volume has at most " + LONGEST_SIDE + " voxels");
        }
        bytes.putInt(0, NiftiHeader.BYTES_1);
        int[] size = {3, stack.columns(), stack.rows(), stack.count(), 1, 1, 1, 1};
        for (int i = 0; i < size.length; i++) {
            bytes.putShort(40 + 2 * i, (short) size[i]);
        }
        bytes.putShort(68, labels ? LABEL_INTENT : 0);
        bytes.putShort(70, (short) type.code).putShort(72, (short) (8 * type.bytes));
        bytes.putFloat(108, VOXEL_OFFSET);
        bytes.putFloat(112, 1);
        bytes.put(123, MILLIMETRES);
        bytes.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII));
    }

    private void place(SliceStack stack) {
        Vector3 step = stack.step()
                .orElseThrow(() ->
                        new IllegalArgumentException("slices that are turned or spaced unevenly are no NIfTI volume"));
        Vector3 origin = ras(stack.point(0, 0, 0));
        List<Vector3> axes = List.of(
                ras(stack.planes().get(0).row().times(stack.spacing().columnMm())),
                ras(stack.planes().get(0).column().times(stack.spacing().rowMm())),
                ras(step));
        bytes.putShort(254, SCANNER_ANATOMICAL);
        for (int axis = 0; axis < 3; axis++) {
            setColumn(280 + 4 * axis, 16, axes.get(axis));
            bytes.putFloat(80 + 4 * axis, (float) axes.get(axis).length());
        }
        setColumn(292, 16, origin);
        setColumn(268, 4, origin);
        Rotation rotation = Rotation.nearest(axes);
        bytes.putFloat(76, rotation.mirrored() ? -1 : 1);
        setColumn(256, 4, rotation.quaternion());
        bytes.putShort(252, areOrthogonal(axes) ? SCANNER_ANATOMICAL : 0);
    }

    private void setColumn(int at, int apart, Vector3 v) {
        bytes.putFloat(at, (float) v.x());
        bytes.putFloat(at + apart, (float) v.y());
        bytes.putFloat(at + 2 * apart, (float) v.z());
    }

    /** A qform cannot say shear. */
    private static boolean areOrthogonal(List<Vector3> axes) {
        return cosine(axes.get(0), axes.get(1)) <= ORTHOGONAL
                && cosine(axes.get(1), axes.get(2)) <= ORTHOGONAL
                && cosine(axes.get(2), axes.get(0)) <= ORTHOGONAL;
    }

    private static double cosine(Vector3 a, Vector3 b) {
        return Math.abs(a.dot(b)) / (a.length() * b.length());
    }

    /** NIfTI's x grows to the right and y to the front. */
    private static Vector3 ras(Vector3 lps) {
        return new Vector3(-lps.x(), -lps.y(), lps.z());
    }
}
