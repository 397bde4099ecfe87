package org.cordscope.learning;

import java.util.List;
import org.cordscope.imaging.Preprocessing;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a training run does, written to the run before training starts and kept with the weights.
 *
 * @param initialWeights name of the initial weights in the folder of weights, a path, or "random"
 * @param initialWeightsSha256 their hash; null for random ones
 * @param learningRate Adam's step size
 * @param beta1 Adam's first decay rate
 * @param batch images per step
 * @param positiveWeight loss weight of a compressed slice; null takes negatives / positives of the training labels
 * @param minimumEpochs epochs before stopping is considered
 * @param maximumEpochs epochs at most
 * @param patience epochs without a lower validation loss before the run stops
 * @param augmentation random shifts, rotations, scalings, flips and grey changes during training
 * @param seed seed of initial weights, order, dropout and augmentation
 */
public record Recipe(
        Network network,
        Preprocessing preprocessing,
        String initialWeights,
        @Nullable String initialWeightsSha256,
        double learningRate,
        double beta1,
        int batch,
        @Nullable Double positiveWeight,
        int minimumEpochs,
        int maximumEpochs,
        int patience,
        boolean augmentation,
        Precision precision,
        long seed) {

    public Recipe {
        if (!(learningRate > 0) || !(beta1 >= 0) || beta1 >= 1) {
            throw new IllegalArgumentException(
                    "learning rate must be positive and beta1 in [0, 1): " + learningRate + ", " + beta1);
        }
        if (batch < 1 || minimumEpochs < 0 || maximumEpochs < 1 || patience < 1) {
            throw new IllegalArgumentException("batch, epochs and patience must be positive");
        }
        if (positiveWeight != null && !(positiveWeight > 0)) {
            throw new IllegalArgumentException("positive weight must be above 0: " + positiveWeight);
        }
    }

    /** The paper's training of model 1 to 7, on given initial weights. */
    public static Recipe paper(int model, String initialWeights, @Nullable String initialWeightsSha256, long seed) {
        return new Recipe(
                Network.paper(model),
                Preprocessing.paper(),
                initialWeights,
                initialWeightsSha256,
                1e-4,
                0.9,
                16,
                3.8,
                50,
                1000,
                10,
                false,
                Precision.FLOAT32,
                seed);
    }

    /** The paper's network and optimiser with what is wrong mended: class weight from the training labels, augmentation. */
    public static Recipe sound(int model, Precision precision, long seed) {
        Preprocessing percentiles = new Preprocessing(299, 0, 0.5, 99.5);
        return new Recipe(
                Network.paper(model),
                percentiles,
                "random",
                null,
                1e-4,
                0.9,
                16,
                null,
                50,
                1000,
                10,
                true,
                precision,
                seed);
    }

    /** A small network on a small crop, for a first look on a small machine: minutes instead of days. */
    public static Recipe quick(Precision precision, long seed) {
        Network small = new Network("resnet18", false, List.of(256), 0.3);
        Preprocessing crop = new Preprocessing(128, 80, 0.5, 99.5);
        return new Recipe(small, crop, "random", null, 3e-4, 0.9, 32, null, 8, 16, 4, true, precision, seed);
    }
}
