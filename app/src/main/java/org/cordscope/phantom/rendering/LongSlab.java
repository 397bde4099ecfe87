package org.cordscope.phantom.rendering;

import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/**
 * Where a stack along the neck lies: sagittal (slices from right to left) or coronal (slices from front to back), square, its
 * middle at half the height of the axial stack that it goes with.
 *
 * @param axial gives tilt and position of the neck in the scanner
 */
public record LongSlab(
        boolean sagittal, int matrix, double fieldOfViewMm, int count, double stepMm, double thicknessMm, Slab axial) {

    public LongSlab {
        if (matrix < 32 || matrix > 2048 || !(fieldOfViewMm > 0) || count < 1 || !(stepMm > 0)) {
            throw new IllegalArgumentException(
                    "not a stack: " + matrix + ", " + fieldOfViewMm + ", " + count + ", " + stepMm);
        }
    }

    public Spacing spacing() {
        return new Spacing(spacingMm(), spacingMm());
    }

    double spacingMm() {
        return Math.round(fieldOfViewMm / matrix * 1e4) / 1e4;
    }

    /** Where the slice cuts: x of a sagittal, y of a coronal one. */
    double offsetMm(int slice) {
        return (slice - (count - 1) / 2.0) * stepMm;
    }

    /** Height of a row's middle in the neck. */
    double zMm(int row) {
        double middle = (axial.zMm(0) + axial.zMm(axial.count() - 1)) / 2;
        return middle + ((matrix - 1) / 2.0 - row) * spacingMm();
    }

    /** Coordinate along the row at the outer edge of the first pixel: y of a sagittal, x of a coronal slice. */
    double startMm() {
        return -matrix / 2.0 * spacingMm();
    }

    public SlicePlane plane(int slice) {
        Vector3 across = sagittal ? new Vector3(0, 1, 0) : new Vector3(1, 0, 0);
        Vector3 normal = sagittal ? new Vector3(1, 0, 0) : new Vector3(0, 1, 0);
        Vector3 first = across.times(startMm() + spacingMm() / 2)
                .plus(normal.times(offsetMm(slice)))
                .plus(new Vector3(0, 0, zMm(0)));
        return new SlicePlane(
                axial.tilted(first).plus(axial.origin()), axial.tilted(across), axial.tilted(new Vector3(0, 0, -1)));
    }
}
