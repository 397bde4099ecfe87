package org.cordscope.learning.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordscope.learning.Epoch;

/**
 * What training left behind.
 *
 * @param bestModel model with the lowest validation loss
 * @param bestEpoch its epoch, from 1
 * @param epochs all epochs in order
 * @param finished whether the recipe ended it, not its supervisor
 * @param lossOfOneAnswer validation loss of the same probability for every slice, the one that suits the training labels
 */
public record TrainingResult(
        Path bestModel, int bestEpoch, List<Epoch> epochs, boolean finished, double lossOfOneAnswer) {

    public TrainingResult {
        epochs = List.copyOf(epochs);
        if (bestEpoch < 1 || bestEpoch > epochs.size()) {
            throw new IllegalArgumentException("best epoch " + bestEpoch + " of " + epochs.size());
        }
    }

    /**
     * What must be said of a model that is no better than one answer for every slice, or of which nobody can tell; empty where it
     * is better.
     */
    public Optional<String> warning() {
        Epoch best = epochs.get(bestEpoch - 1);
        if (Double.isNaN(best.validationAuc())) {
            return Optional.of(
                    "The validation slices are all of one class: the loss on them, by which the epoch was chosen, does"
                            + " not tell whether the model knows compressed slices from others. Split anew, with another"
                            + " --seed or more validation patients.");
        }
        double lowest = best.validationLoss();
        return lowest < lossOfOneAnswer
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "The lowest validation loss, %.4g, is not below %.4g, that of one and the same answer for every"
                                + " slice: this model has learned nothing that holds. Train at another learning rate,"
                                + " for longer or on more patients.",
                        lowest,
                        lossOfOneAnswer));
    }
}
