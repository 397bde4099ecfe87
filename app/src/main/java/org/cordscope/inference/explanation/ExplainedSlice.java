package org.cordscope.inference.explanation;

import java.util.List;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.jspecify.annotations.Nullable;

/**
 * One slice with where each method points.
 *
 * @param number from 1; names its pictures
 * @param label null where nobody has said
 * @param probability probability of compression, 0..1
 */
public record ExplainedSlice(
        int number, SliceKey key, String patient, @Nullable Compression label, double probability, List<Peak> peaks) {

    /**
     * The strongest pixel of a map.
     *
     * @param empty true where the method found nothing; the place then means nothing
     * @param row of the network's square, from 0
     * @param column of the network's square, from 0
     * @param sliceRow row of the slice, from 0, with its fraction
     * @param sliceColumn column of the slice, from 0, with its fraction
     * @param auprc against the slice's mask; null without one
     * @param inMask whether the pixel lies in the mask or beside it; null without one
     */
    public record Peak(
            MapMethod method,
            boolean empty,
            int row,
            int column,
            double sliceRow,
            double sliceColumn,
            @Nullable Double auprc,
            @Nullable Boolean inMask) {}

    public ExplainedSlice {
        peaks = List.copyOf(peaks);
        if (number < 1 || !(probability >= 0) || probability > 1) {
            throw new IllegalArgumentException(
                    "slice " + number + " with probability " + probability + " makes no sense");
        }
    }
}
