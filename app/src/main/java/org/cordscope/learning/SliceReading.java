package org.cordscope.learning;

/**
 * What a network makes of one slice.
 *
 * @param logit before calibration
 * @param features pooled features, the input of the head
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record SliceReading(double logit, float[] features) {

    /** Probability of compression, before calibration. */
    public double probability() {
        return 1 / (1 + Math.exp(-logit));
    }
}
