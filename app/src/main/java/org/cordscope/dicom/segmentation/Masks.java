package org.cordscope.dicom.segmentation;

import java.util.BitSet;

/** Which pixels belong to a segment. */
@FunctionalInterface
public interface Masks {

    /**
     * Pixels of a slice, row by row: bit {@code row * columns + column} is set where the pixel belongs to the segment. Asked
     * once for every segment and slice.
     *
     * @param segment from 0, in the order in which the segments were given
     * @param slice from 0, in the order of the source's stack
     */
    BitSet of(int segment, int slice);
}
