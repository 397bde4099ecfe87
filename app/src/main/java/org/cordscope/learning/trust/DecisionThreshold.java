package org.cordscope.learning.trust;

import org.jspecify.annotations.Nullable;

/**
 * From where on a slice counts as compressed.
 *
 * @param value probability before calibration, 0..1
 * @param chosen how it was chosen, in words
 */
public record DecisionThreshold(double value, String chosen) {

    public DecisionThreshold {
        if (!(value >= 0) || value > 1) {
            throw new IllegalArgumentException("threshold must be in 0..1: " + value);
        }
    }

    /** A threshold that the user asks for. */
    public static DecisionThreshold given(double value) {
        return new DecisionThreshold(value, "as given");
    }

    /** A model's own threshold. */
    public static DecisionThreshold of(@Nullable ModelRecord model) {
        return model == null ? new DecisionThreshold(0.5, "the model file names none") : model.threshold();
    }
}
