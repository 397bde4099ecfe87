package org.cordscope.phantom.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/**
 * Square slices that are acquired together, in the scanner's coordinates, mm.
 *
 * @param fieldOfViewMm side of a picture
 * @param stepMm distance from slice to slice, thickness and gap together
 * @param cuts where each slice lies, in the order of the series
 */
public record Stack(int matrix, double fieldOfViewMm, double thicknessMm, double stepMm, List<Cut> cuts) {

    /**
     * One slice.
     *
     * @param middle of the picture
     * @param row direction in which columns count; {@code column} in which rows count
     * @param moved how far the patient has moved since the header was fixed: the slice shows what lies there
     */
    public record Cut(Vector3 middle, Vector3 row, Vector3 column, Vector3 moved) {

        Cut(Vector3 middle, Vector3 row, Vector3 column) {
            this(middle, row, column, new Vector3(0, 0, 0));
        }

        /** Middle of what is shown. */
        public Vector3 shown() {
            return middle.plus(moved);
        }

        /** Towards the head for an axial slice. */
        public Vector3 normal() {
            return row.cross(column);
        }
    }

    public Stack {
        cuts = List.copyOf(cuts);
        if (matrix < 32 || matrix > 2048 || !(fieldOfViewMm > 0) || !(thicknessMm > 0) || !(stepMm > 0)) {
            throw new IllegalArgumentException(
                    "not a stack: " + matrix + ", " + fieldOfViewMm + ", " + thicknessMm + ", " + stepMm);
        }
        if (cuts.isEmpty()) {
            throw new IllegalArgumentException("a stack has a slice");
        }
    }

    public int count() {
        return cuts.size();
    }

    /** The same stack in another matrix. */
    public Stack withMatrix(int newMatrix) {
        return new Stack(newMatrix, fieldOfViewMm, thicknessMm, stepMm, cuts);
    }

    /** Every {@code every}-th slice of this stack. */
    public Stack thinned(int every) {
        List<Cut> kept = IntStream.range(0, count())
                .filter(i -> i % every == 0)
                .mapToObj(cuts::get)
                .toList();
        return new Stack(matrix, fieldOfViewMm, thicknessMm, stepMm * every, kept);
    }

    /** The same slices of a patient who lies still. */
    public Stack still() {
        List<Cut> still = new ArrayList<>();
        for (Cut cut : cuts) {
            still.add(new Cut(cut.middle(), cut.row(), cut.column()));
        }
        return new Stack(matrix, fieldOfViewMm, thicknessMm, stepMm, still);
    }

    public Spacing spacing() {
        return new Spacing(spacingMm(), spacingMm());
    }

    /** Rounded as a header would say it. */
    public double spacingMm() {
        return Math.round(fieldOfViewMm / matrix * 1e4) / 1e4;
    }

    public SlicePlane plane(int slice) {
        Cut cut = cuts.get(slice);
        double half = (matrix - 1) / 2.0 * spacingMm();
        Vector3 first =
                cut.middle().plus(cut.row().times(-half)).plus(cut.column().times(-half));
        return new SlicePlane(first, cut.row(), cut.column());
    }
}
