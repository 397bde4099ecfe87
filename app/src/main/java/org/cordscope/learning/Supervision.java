package org.cordscope.learning;

import org.cordscope.study.Progress;

/**
 * Who watches a training run, and how far it goes for now.
 *
 * @param untilEpoch epoch after which training pauses, to be resumed later; the recipe's stopping rule may end it before
 */
public record Supervision(Progress progress, TrainingObserver observer, int untilEpoch) {

    public Supervision {
        if (untilEpoch < 1) {
            throw new IllegalArgumentException("training does at least one epoch: " + untilEpoch);
        }
    }

    /** To the end of the recipe. */
    public static Supervision of(Progress progress) {
        return new Supervision(progress, TrainingObserver.NONE, Integer.MAX_VALUE);
    }

    public Supervision with(TrainingObserver chosen) {
        return new Supervision(progress, chosen, untilEpoch);
    }

    public Supervision until(int epoch) {
        return new Supervision(progress, observer, epoch);
    }
}
