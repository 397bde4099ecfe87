package org.cordscope.phantom;

import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.phantom.anatomy.TruthColumns;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceImage;

/**
 * One axial slice with its truth.
 *
 * @param index 0 at the head
 * @param positionMm along the slice normal, growing towards the head, as {@link
 *     org.cordscope.study.SlicePlane#positionMm()}
 */
public record PhantomSlice(int index, double positionMm, SliceImage image, Truth truth) {

    public Compression compression() {
        return truth.compression();
    }

    /** {@code C5}, or {@code C5/6} where the slice meets the disc below. */
    public String levelName() {
        return TruthColumns.levelName(truth.level(), truth.disc());
    }
}
