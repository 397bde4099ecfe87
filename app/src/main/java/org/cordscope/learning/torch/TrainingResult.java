package org.cordscope.learning.torch;

import java.nio.file.Path;
import java.util.List;
import org.cordscope.learning.Epoch;

/**
 * What training left behind.
 *
 * @param bestModel model with the lowest validation loss
 * @param bestEpoch its epoch, from 1
 * @param epochs all epochs in order
 * @param finished whether the recipe ended it, not its supervisor
 */
public record TrainingResult(Path bestModel, int bestEpoch, List<Epoch> epochs, boolean finished) {

    public TrainingResult {
        epochs = List.copyOf(epochs);
        if (bestEpoch < 1 || bestEpoch > epochs.size()) {
            throw new IllegalArgumentException("best epoch " + bestEpoch + " of " + epochs.size());
        }
    }
}
