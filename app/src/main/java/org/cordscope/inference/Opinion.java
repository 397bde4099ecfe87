package org.cordscope.inference;

import org.jspecify.annotations.Nullable;

/**
 * What is made of a slice.
 *
 * @param probability mean over the models, before calibration
 * @param calibratedProbability mean after temperature scaling; null where a model has none
 * @param spread standard deviation over the models, or over the slice and its mirror image; null where it was not asked for
 * @param oodScore mean of the models' distances; null where a model has no reference
 * @param reason why the slice should not be judged; empty where it may be
 * @param findings what else was seen; null where only the probability is known
 */
public record Opinion(
        double probability,
        @Nullable Double calibratedProbability,
        @Nullable Double spread,
        @Nullable Double oodScore,
        String reason,
        @Nullable CordFindings findings) {

    /** Of classifiers, which say no more. */
    Opinion(
            double probability,
            @Nullable Double calibratedProbability,
            @Nullable Double spread,
            @Nullable Double oodScore) {
        this(probability, calibratedProbability, spread, oodScore, "", null);
    }
}
