package org.cordscope.learning;

/** One row of the training log. Losses are the weighted cross-entropy per slice, accuracies are at threshold 0.5. */
public record Epoch(
        int number,
        double trainingLoss,
        double trainingAccuracy,
        double validationLoss,
        double validationAccuracy,
        double validationAuc,
        double seconds) {}
