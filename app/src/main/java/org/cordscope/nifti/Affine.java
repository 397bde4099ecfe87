package org.cordscope.nifti;

import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.study.Vector3;

/**
 * From voxel indices to mm in the DICOM patient coordinate system (x to the left, y to the back, z to the head).
 *
 * @param axes step of one voxel along each of the three voxel axes
 * @param origin centre of voxel 0, 0, 0
 */
record Affine(List<Vector3> axes, Vector3 origin) {
    private static final double SMALLEST_STEP_MM = 1e-3;
    private static final double LARGEST_STEP_MM = 1000;

    Affine {
        axes = List.copyOf(axes);
        double sides = 1;
        for (Vector3 axis : axes) {
            sides *= axis.length();
            if (!(axis.length() >= SMALLEST_STEP_MM && axis.length() <= LARGEST_STEP_MM)) {
                throw new IllegalArgumentException("it claims voxels " + axis.length() + " mm wide");
            }
        }
        if (Math.abs(axes.get(0).cross(axes.get(1)).dot(axes.get(2))) < 0.5 * sides) {
            throw new IllegalArgumentException("the axes of its voxels do not span a volume");
        }
    }

    /** NIfTI's x grows to the right and y to the front. */
    static Affine ofSform(NiftiFields fields, double unitMm) {
        List<Vector3> columns = IntStream.range(0, 4)
                .mapToObj(c -> lps(fields.sform(0, c), fields.sform(1, c), fields.sform(2, c), unitMm))
                .toList();
        return new Affine(columns.subList(0, 3), columns.get(3));
    }

    /** Rotation of a unit quaternion, method 2 of nifti1.h. */
    static Affine ofQform(NiftiFields fields, double unitMm) {
        double b = fields.quaternion(0);
        double c = fields.quaternion(1);
        double d = fields.quaternion(2);
        double square = 1 - (b * b + c * c + d * d);
        if (!(square > -1e-5)) {
            throw new IllegalArgumentException("the quaternion of its qform is longer than 1");
        }
        double a = Math.sqrt(Math.max(0, square));
        Vector3 i = lps(a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c), unitMm);
        Vector3 j = lps(2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b), unitMm);
        Vector3 k = lps(2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - b * b - c * c, unitMm);
        double handedness = fields.pixdim(0) < 0 ? -1 : 1;
        return new Affine(
                List.of(i.times(fields.pixdim(1)), j.times(fields.pixdim(2)), k.times(handedness * fields.pixdim(3))),
                lps(fields.quaternion(3), fields.quaternion(4), fields.quaternion(5), unitMm));
    }

    private static Vector3 lps(double right, double front, double up, double unitMm) {
        if (!Double.isFinite(right + front + up)) {
            throw new IllegalArgumentException("its sform or qform holds what is no number");
        }
        return new Vector3(-right * unitMm, -front * unitMm, up * unitMm);
    }
}
