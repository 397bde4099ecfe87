package org.cordscope.learning;

import org.jspecify.annotations.Nullable;

/**
 * Binary cross-entropy, weighted.
 *
 * @param positiveWeight weight of a compressed slice; null takes negatives / positives of the training labels
 * @param labelSmoothing share of each label that is moved half-way to the other class (Szegedy et al., CVPR 2016); 0 for none.
 *     Validation is scored on plain labels
 */
public record Loss(@Nullable Double positiveWeight, double labelSmoothing) {

    public Loss {
        if (positiveWeight != null && !(positiveWeight > 0)) {
            throw new IllegalArgumentException("positive weight must be above 0: " + positiveWeight);
        }
        if (!(labelSmoothing >= 0) || labelSmoothing >= 1) {
            throw new IllegalArgumentException("label smoothing must be in [0, 1): " + labelSmoothing);
        }
    }

    /** The label that training aims at: 0 or 1 where nothing is smoothed. */
    public float target(boolean compressed) {
        return (float) ((compressed ? 1 - labelSmoothing : 0) + labelSmoothing / 2);
    }
}
