package org.cordscope.nifti;

import java.util.List;
import org.cordscope.study.Vector3;

/**
 * How voxel axes are turned, as a NIfTI qform says it (nifti1.h, method 2).
 *
 * @param quaternion b, c and d of a unit quaternion whose a is not negative
 * @param mirrored true where the third axis runs against the rotation: qfac is -1
 */
record Rotation(Vector3 quaternion, boolean mirrored) {

    /** Rotation of three axes, which need not be unit vectors; of what is sheared, the second and third axis give way. */
    static Rotation nearest(List<Vector3> axes) {
        Vector3 i = unit(axes.get(0));
        Vector3 k = unit(i.cross(axes.get(1)));
        Vector3 j = k.cross(i);
        return new Rotation(quaternion(i, j, k), k.dot(axes.get(2)) < 0);
    }

    /** Of the matrix with the given columns, divided by the largest component, which is the accurate one (Shepperd 1978). */
    private static Vector3 quaternion(Vector3 i, Vector3 j, Vector3 k) {
        double a = 1 + i.x() + j.y() + k.z();
        double b = 1 + i.x() - j.y() - k.z();
        double c = 1 - i.x() + j.y() - k.z();
        double d = 1 - i.x() - j.y() + k.z();
        double largest = Math.max(Math.max(a, b), Math.max(c, d));
        double ab = j.z() - k.y();
        double ac = k.x() - i.z();
        double ad = i.y() - j.x();
        double bc = i.y() + j.x();
        double bd = i.z() + k.x();
        double cd = j.z() + k.y();
        double scale = 1 / (2 * Math.sqrt(largest));
        if (largest == a) {
            return new Vector3(ab, ac, ad).times(scale);
        }
        if (largest == b) {
            return new Vector3(b, bc, bd).times(ab < 0 ? -scale : scale);
        }
        if (largest == c) {
            return new Vector3(bc, c, cd).times(ac < 0 ? -scale : scale);
        }
        return new Vector3(bd, cd, d).times(ad < 0 ? -scale : scale);
    }

    private static Vector3 unit(Vector3 v) {
        return v.times(1 / v.length());
    }
}
