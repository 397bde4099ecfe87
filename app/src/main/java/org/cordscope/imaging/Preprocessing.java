package org.cordscope.imaging;

import org.cordscope.study.SliceImage;

/**
 * What is done to every slice before the network sees it; travels inside the model, so that training and prediction share it.
 *
 * @param size side of the square that the network takes, pixels
 * @param fieldOfViewMm side of the square around the middle of the slice that is kept, mm; 0 keeps the whole slice and
 *     stretches it to the square, as the paper did
 * @param lowPercentile percentile of the slice's values that becomes 0
 * @param highPercentile percentile of the slice's values that becomes 1
 */
public record Preprocessing(int size, double fieldOfViewMm, double lowPercentile, double highPercentile) {

    public Preprocessing {
        if (size < 32 || size > 2048) {
            throw new IllegalArgumentException("size must be 32 to 2048 pixels: " + size);
        }
        if (!(fieldOfViewMm >= 0) || fieldOfViewMm > 1000) {
            throw new IllegalArgumentException("fieldOfViewMm must be 0 (whole slice) to 1000: " + fieldOfViewMm);
        }
        if (!(lowPercentile >= 0) || !(highPercentile <= 100) || lowPercentile >= highPercentile) {
            throw new IllegalArgumentException(
                    "percentiles must rise within 0..100: " + lowPercentile + ", " + highPercentile);
        }
    }

    /** The paper's: the whole slice at 299 x 299, grey scaled to 0..1. */
    public static Preprocessing paper() {
        return new Preprocessing(299, 0, 0, 100);
    }

    /** Grey values 0..1, {@code size * size}, row by row. */
    public float[] apply(SliceImage slice) {
        float[] square = Resampling.square(slice, size, fieldOfViewMm);
        GreyScale.between(slice.pixels(), lowPercentile, highPercentile).applyTo(square);
        return square;
    }
}
