package org.cordscope.phantom.rendering;

import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/**
 * Where an axial stack lies in a neck.
 *
 * @param fieldOfViewMm side of the square picture
 * @param topMm height of the first slice in the neck, mm against the middle of C2
 * @param stepMm distance from slice to slice, thickness and gap together
 * @param turn rotation of the picture within its plane, radians
 * @param tilt rotation of the whole neck about the left-right axis of the scanner, radians
 * @param centreX point of the neck in the middle of the picture
 * @param origin where the neck's origin lies in the scanner
 */
public record Slab(
        int matrix,
        double fieldOfViewMm,
        int count,
        double topMm,
        double stepMm,
        double thicknessMm,
        double turn,
        double tilt,
        double centreX,
        double centreY,
        Vector3 origin) {

    public Slab {
        if (matrix < 32 || matrix > 2048 || !(fieldOfViewMm > 0) || count < 1 || !(stepMm > 0)) {
            throw new IllegalArgumentException(
                    "not a stack: " + matrix + ", " + fieldOfViewMm + ", " + count + ", " + stepMm);
        }
    }

    /** The same stack in another matrix. */
    public Slab withMatrix(int newMatrix) {
        return new Slab(
                newMatrix, fieldOfViewMm, count, topMm, stepMm, thicknessMm, turn, tilt, centreX, centreY, origin);
    }

    /** Every {@code every}-th slice of this stack. */
    public Slab thinned(int every) {
        return new Slab(
                matrix,
                fieldOfViewMm,
                (count + every - 1) / every,
                topMm,
                stepMm * every,
                thicknessMm,
                turn,
                tilt,
                centreX,
                centreY,
                origin);
    }

    public Spacing spacing() {
        return new Spacing(spacingMm(), spacingMm());
    }

    /** Rounded as a header would say it. */
    public double spacingMm() {
        return Math.round(fieldOfViewMm / matrix * 1e4) / 1e4;
    }

    /** Height of a slice in the neck. */
    public double zMm(int slice) {
        return topMm - slice * stepMm;
    }

    public SlicePlane plane(int slice) {
        double half = (matrix - 1) / 2.0 * spacingMm();
        Vector3 across = new Vector3(StrictMath.cos(turn), StrictMath.sin(turn), 0);
        Vector3 down = new Vector3(-StrictMath.sin(turn), StrictMath.cos(turn), 0);
        Vector3 first = new Vector3(centreX, centreY, zMm(slice))
                .plus(across.times(-half))
                .plus(down.times(-half));
        return new SlicePlane(tilted(first).plus(origin), tilted(across), tilted(down));
    }

    /** From the neck's axes to the scanner's. */
    public Vector3 tilted(Vector3 v) {
        double c = StrictMath.cos(tilt);
        double s = StrictMath.sin(tilt);
        return new Vector3(v.x(), c * v.y() - s * v.z(), s * v.y() + c * v.z());
    }
}
