package org.cordscope.study;

/**
 * Where a slice lies in the patient (PS3.3 C.7.6.2).
 *
 * @param position centre of the first pixel, mm
 * @param row direction in which the column index grows, unit length
 * @param column direction in which the row index grows, unit length
 */
public record SlicePlane(Vector3 position, Vector3 row, Vector3 column) {

    public SlicePlane {
        if (Math.abs(row.length() - 1) > 0.05
                || Math.abs(column.length() - 1) > 0.05
                || Math.abs(row.dot(column)) > 0.05) {
            throw new IllegalArgumentException(
                    "row and column direction must be orthogonal unit vectors: " + row + ", " + column);
        }
    }

    /** What radiologists call a plane, by the axis of the patient that its normal follows most. */
    public enum Orientation {
        SAGITTAL,
        CORONAL,
        AXIAL
    }

    /** The orientation; of axes that are followed alike the patient's long one, then the one from left to right. */
    public Orientation orientation() {
        Vector3 n = normal();
        double x = Math.abs(n.x());
        double y = Math.abs(n.y());
        double z = Math.abs(n.z());
        return z >= x && z >= y ? Orientation.AXIAL : x >= y ? Orientation.SAGITTAL : Orientation.CORONAL;
    }

    /** Unit normal of the plane, row x column. */
    public Vector3 normal() {
        Vector3 n = row.cross(column);
        return n.times(1 / n.length());
    }

    /** Position along the normal, turned so that it grows towards the head, in mm. */
    public double positionMm() {
        Vector3 n = normal();
        Vector3 up = n.z() < 0 ? n.times(-1) : n;
        return position.dot(up);
    }
}
