package org.cordscope.learning.cord;

import org.cordscope.learning.trust.TrainingSummary.PartCount;
import org.jspecify.annotations.Nullable;

/**
 * What a fine-tuned model says of its fine-tuning.
 *
 * @param from SHA-256 of the model that it began with
 * @param training slices in which a cord was found; {@code validation} likewise
 * @param changed whether the deciding layer is another than before
 * @param verdict why it is, or is not, in words
 * @param ridge strength of the pull towards the function before; null where that stays
 * @param before loss and area with the function before, its level and steepness fitted to the same slices; {@code after} with
 *     the best one tried. All as means over patients
 */
public record TuningRecord(
        String from,
        PartCount training,
        PartCount validation,
        boolean changed,
        String verdict,
        @Nullable Double ridge,
        Figures before,
        Figures after) {

    /** Losses per slice and areas under the ROC curve; null where validation has no slice, or one class only. */
    public record Figures(
            double crossValidatedLoss,
            double crossValidatedAuc,
            @Nullable Double validationLoss,
            @Nullable Double validationAuc) {}
}
