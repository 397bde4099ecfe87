package org.cordscope.learning;

import java.io.IOException;
import java.util.List;

/** Follows a training run from outside. What it does never changes the weights. */
@FunctionalInterface
public interface TrainingObserver {

    /** Follows nothing. */
    TrainingObserver NONE = epochs -> {};

    /**
     * Another epoch is on the disk, or a run with some has been taken up again: the same log may come twice.
     *
     * @param epochs every finished epoch of the run, in order
     */
    void saved(List<Epoch> epochs) throws IOException, InterruptedException;

    /** Both, one after the other. */
    default TrainingObserver and(TrainingObserver other) {
        return epochs -> {
            saved(epochs);
            other.saved(epochs);
        };
    }
}
