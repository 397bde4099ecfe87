package org.cordscope.learning.trust;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a training run went. Holds no date and no duration: a run that was interrupted and resumed has the same summary.
 *
 * @param preset name of the recipe that the run started from
 * @param epochs epochs that were trained
 * @param bestEpoch epoch whose weights were kept, from 1
 * @param validationLoss weighted cross-entropy per validation slice at the best epoch
 * @param validationAccuracy at threshold 0.5
 * @param validationAuc null where validation has one class only
 * @param splitSha256 hash of the split; null where the run's folder does not tell
 * @param cohortSha256 hash of slices and labels; null where the run's folder does not tell
 * @param environment software and machine by name
 */
public record TrainingSummary(
        String preset,
        int epochs,
        int bestEpoch,
        double validationLoss,
        double validationAccuracy,
        @Nullable Double validationAuc,
        PartCount training,
        PartCount validation,
        @Nullable String splitSha256,
        @Nullable String cohortSha256,
        Map<String, String> environment) {

    public TrainingSummary {
        environment = Map.copyOf(environment);
        if (bestEpoch < 1 || bestEpoch > epochs) {
            throw new IllegalArgumentException("best epoch " + bestEpoch + " of " + epochs);
        }
    }

    /** By name, so that the same summary is always written alike. */
    @Override
    public Map<String, String> environment() {
        return new TreeMap<>(environment);
    }

    /** Size of one part of the split. */
    public record PartCount(int patients, int slices, int compressed) {}
}
