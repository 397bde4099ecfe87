package org.cordscope.inference;

import org.jspecify.annotations.Nullable;

/**
 * What one model or several make of a slice.
 *
 * @param probability mean over the models, before calibration
 * @param calibratedProbability mean after temperature scaling; null where a model has none
 * @param spread standard deviation over the models, or over the slice and its mirror image; null where it was not asked for
 * @param oodScore mean of the models' distances; null where a model has no reference
 */
record Opinion(
        double probability,
        @Nullable Double calibratedProbability,
        @Nullable Double spread,
        @Nullable Double oodScore) {}
