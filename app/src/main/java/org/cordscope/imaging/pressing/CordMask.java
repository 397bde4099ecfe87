package org.cordscope.imaging.pressing;

import org.cordscope.study.SliceImage;

/**
 * Which pixels of a slice are cord, and how the patient lies in it.
 *
 * @param cord row by row, as many as the slice has pixels; not copied: do not write to it
 * @param backX part of the patient's backward direction that goes along the rows (to higher columns)
 * @param backY part that goes down the columns (to higher rows); together of unit length
 * @param leftIsRight whether the patient's left is where columns are higher once the back is turned down, as radiologists
 *     look at it
 */
@SuppressWarnings("ArrayRecordComponent") // looked at in place, never compared
public record CordMask(boolean[] cord, double backX, double backY, boolean leftIsRight) {
    private static final double UNIT_WITHIN = 0.05;
    private static final int FEWEST_PIXELS = 9;

    public CordMask {
        if (Math.abs(Math.sqrt(backX * backX + backY * backY) - 1) > UNIT_WITHIN) {
            throw new IllegalArgumentException("not a direction: " + backX + ", " + backY);
        }
    }

    /** A mask of a slice as radiologists look at it: the front of the patient on top, the left on the right. */
    public static CordMask radiological(boolean[] cord) {
        return new CordMask(cord, 0, 1, true);
    }

    /** Whether there is enough cord to be pressed. */
    public boolean holdsCord() {
        int pixels = 0;
        for (boolean inside : cord) {
            pixels += inside ? 1 : 0;
        }
        return pixels >= FEWEST_PIXELS;
    }

    /** Where the cord lies in a slice. */
    CordFrame frame(SliceImage slice) {
        if (cord.length != slice.pixels().length) {
            throw new IllegalArgumentException(cord.length + " mask pixels for " + slice.pixels().length);
        }
        return CordFrame.of(this, slice);
    }
}
