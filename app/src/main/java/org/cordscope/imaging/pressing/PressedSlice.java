package org.cordscope.imaging.pressing;

import org.cordscope.study.SliceImage;

/**
 * A slice after it was pressed.
 *
 * @param cord which pixels are cord now; not copied: do not write to it
 * @param areaRatio area of the cord after, as a share of the area before
 * @param halfAp half the extent of the cord from front to back, mm, as of an ellipse with its moments
 * @param halfRl half its extent from side to side, mm
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record PressedSlice(SliceImage slice, boolean[] cord, double areaRatio, double halfAp, double halfRl) {}
