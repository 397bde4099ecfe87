package org.cordscope.phantom.randomised;

import java.util.Optional;
import org.cordscope.phantom.anatomy.Truth;

/**
 * One training sample. Pictures are row by row, columns to the patient's left and rows to the back before the patient is
 * turned; brightness is windowed, 0 to about 1.
 *
 * @param before crop of the slice above (towards the head), {@code cropPixels x cropPixels}; {@code at} of the slice itself,
 *     {@code after} of the one below
 * @param whole the slice at low resolution, {@code wholePixels x wholePixels}
 * @param labels of each pixel of {@code at}: {@link #OUTSIDE}, {@link #FLUID} or {@link #CORD}; the canal is the last two
 * @param grid of the pictures
 * @param canalXMm where the canal's middle lies in {@code whole}, to the right of its middle; {@code canalYMm} downwards.
 *     Without meaning where the view shows no cord
 * @param canalInCrop whether {@code labels} hold any of the canal: not where the crop is laid beside it, nor in other views than
 *     cervical ones
 * @param truth of the slice, where it is cervical
 * @param appearance all that was drawn for the pictures
 */
@SuppressWarnings("ArrayRecordComponent") // made once and handed over
public record Sample(
        long index,
        View view,
        float[] before,
        float[] at,
        float[] after,
        float[] whole,
        byte[] labels,
        SampleGrid grid,
        double canalXMm,
        double canalYMm,
        boolean canalInCrop,
        Optional<Truth> truth,
        Appearance appearance) {
    public static final byte OUTSIDE = 0;
    public static final byte FLUID = 1;
    public static final byte CORD = 2;

    /** Pixel of {@code whole}. */
    double wholeMm() {
        return grid.wholeMm();
    }
}
