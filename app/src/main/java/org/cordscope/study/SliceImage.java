package org.cordscope.study;

/**
 * One slice with its pixels in modality units (after rescale; MONOCHROME1 turned so that high is bright).
 *
 * @param pixels row by row, {@code rows * columns} values; owned by this record, not copied: do not write to it
 */
@SuppressWarnings("ArrayRecordComponent") // a slice is compared by its key, and copying pixels would double the memory
public record SliceImage(SliceKey key, int rows, int columns, Spacing spacing, float[] pixels) {

    public SliceImage {
        if (rows < 1 || columns < 1 || (long) rows * columns != pixels.length) {
            throw new IllegalArgumentException(
                    rows + " x " + columns + " pixels do not fit an array of " + pixels.length);
        }
    }
}
