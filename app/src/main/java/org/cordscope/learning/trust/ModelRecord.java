package org.cordscope.learning.trust;

import org.jspecify.annotations.Nullable;

/**
 * What a finished training run leaves beside weights and recipe; it travels inside the model file.
 *
 * @param reference what slices look like that the model can judge; null where there were too few validation slices
 * @param card the model card, Markdown
 */
public record ModelRecord(
        TrainingSummary training,
        DecisionThreshold threshold,
        TemperatureScaling calibration,
        @Nullable FeatureReference reference,
        String card) {

    public ModelRecord withCard(String written) {
        return new ModelRecord(training, threshold, calibration, reference, written);
    }
}
