package org.cordscope.inference;

import org.cordscope.study.SliceKey;
import org.jspecify.annotations.Nullable;

/**
 * What the model says of one slice.
 *
 * @param index place in the scan, from 0 at the lowest slice upwards
 * @param positionMm position along the normal of the scan, growing towards the head
 * @param probability probability of compression before calibration, 0..1; a number to look at, not an answer, where the slice
 *     is not judged
 * @param compressed whether the probability of a judged slice reaches the threshold
 * @param judgement whether the slice is judged, and how far to trust it
 * @param findings what else was seen; null of models that only classify
 */
public record CodedSlice(
        SliceKey key,
        int index,
        double positionMm,
        double probability,
        boolean compressed,
        Judgement judgement,
        @Nullable CordFindings findings) {

    public CodedSlice {
        if (!(probability >= 0) || probability > 1) {
            throw new IllegalArgumentException("probability must be in 0..1: " + probability);
        }
        if (compressed && !judgement.judged()) {
            throw new IllegalArgumentException("a slice that is not judged is not called compressed: " + key);
        }
    }

    /** A slice of which no more is known than a classifier says. */
    public CodedSlice(
            SliceKey key, int index, double positionMm, double probability, boolean compressed, Judgement judgement) {
        this(key, index, positionMm, probability, compressed, judgement, null);
    }

    /** A judged slice of which nothing more is known. */
    public CodedSlice(SliceKey key, int index, double positionMm, double probability, boolean compressed) {
        this(key, index, positionMm, probability, compressed, Judgement.unknown());
    }

    public boolean judged() {
        return judgement.judged();
    }
}
