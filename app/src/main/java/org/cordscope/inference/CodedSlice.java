package org.cordscope.inference;

import org.cordscope.study.SliceKey;

/**
 * What the model says of one slice.
 *
 * @param index place in the scan, from 0 at the lowest slice upwards
 * @param positionMm position along the normal of the scan, growing towards the head
 * @param probability probability of compression, 0..1
 * @param compressed whether the probability reaches the threshold
 */
public record CodedSlice(SliceKey key, int index, double positionMm, double probability, boolean compressed) {

    public CodedSlice {
        if (!(probability >= 0) || probability > 1) {
            throw new IllegalArgumentException("probability must be in 0..1: " + probability);
        }
    }
}
