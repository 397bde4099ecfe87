package org.cordscope.inference.validation;

import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.learning.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * A training run that has ended, and what is to be chosen for its model.
 *
 * @param preset name of the recipe that it started from
 * @param bestEpoch epoch whose weights were kept, from 1
 * @param splitSha256 hash of the split, null where the run does not tell
 * @param cohortSha256 hash of slices and labels, null where the run does not tell
 * @param environment software and machine by name
 * @param rule how the threshold is chosen
 * @param calibrated whether a temperature is fitted
 * @param warning what must be said of a model that has learned nothing; null where there is nothing to say
 */
public record TrainedRun(
        String preset,
        List<Epoch> epochs,
        int bestEpoch,
        @Nullable String splitSha256,
        @Nullable String cohortSha256,
        Map<String, String> environment,
        OperatingRule rule,
        boolean calibrated,
        @Nullable String warning) {

    public TrainedRun {
        epochs = List.copyOf(epochs);
        environment = Map.copyOf(environment);
    }

    Epoch best() {
        return epochs.get(bestEpoch - 1);
    }
}
