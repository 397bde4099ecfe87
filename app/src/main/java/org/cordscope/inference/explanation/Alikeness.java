package org.cordscope.inference.explanation;

import org.cordscope.evaluation.Estimate;
import org.cordscope.learning.saliency.MapMethod;

/**
 * How alike a method's maps of the trained model and of another network are: means over slices, intervals by patient.
 *
 * @param step layer that was drawn anew last, or the other model
 * @param slices whose map of the trained model is not empty
 */
public record Alikeness(
        Check check,
        String step,
        MapMethod method,
        int slices,
        Estimate ssim,
        Estimate spearman,
        Estimate spearmanAbsolute,
        Estimate hog) {}
