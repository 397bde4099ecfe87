package org.cordscope.learning;

import java.util.List;
import org.cordscope.imaging.AugmentationRanges;
import org.cordscope.imaging.Preprocessing;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a training run does, written to the run before training starts and kept with the weights.
 *
 * @param initialWeights name of the initial weights in the folder of weights, a path, or "random"
 * @param initialWeightsSha256 their hash; null for random ones
 * @param batch images per step
 * @param averagingDecay decay rate of an exponential moving average of the weights, which then is what validates and is kept
 *     (Polyak and Juditsky, SIAM J. Control Optim. 1992); null keeps the weights themselves
 * @param augmentation ranges of random changes of the training images; null for none
 * @param seed seed of initial weights, order, dropout and augmentation
 */
public record Recipe(
        Network network,
        Preprocessing preprocessing,
        String initialWeights,
        @Nullable String initialWeightsSha256,
        FineTuning fineTuning,
        Optimizer optimizer,
        Schedule schedule,
        Loss loss,
        int batch,
        StoppingRule stopping,
        @Nullable Double averagingDecay,
        @Nullable AugmentationRanges augmentation,
        Precision precision,
        long seed) {

    public Recipe {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch holds at least one image: " + batch);
        }
        if (averagingDecay != null && !(averagingDecay > 0 && averagingDecay < 1)) {
            throw new IllegalArgumentException("averaging decay must be between 0 and 1: " + averagingDecay);
        }
    }

    /** The paper's training of model 1 to 7, on given initial weights. */
    public static Recipe paper(int model, String initialWeights, @Nullable String initialWeightsSha256, long seed) {
        return new Recipe(
                Network.paper(model),
                Preprocessing.paper(),
                initialWeights,
                initialWeightsSha256,
                FineTuning.ALL,
                Optimizer.adam(1e-4, 0.9),
                Schedule.CONSTANT,
                new Loss(3.8, 0),
                16,
                new StoppingRule(50, 1000, 10),
                null,
                null,
                Precision.FLOAT32,
                seed);
    }

    /** The paper's network and optimiser with what is wrong mended: class weight from the training labels, augmentation. */
    public static Recipe sound(int model, Precision precision, long seed) {
        return new Recipe(
                Network.paper(model),
                new Preprocessing(299, 0, 0.5, 99.5),
                "random",
                null,
                FineTuning.ALL,
                Optimizer.adam(1e-4, 0.9),
                Schedule.CONSTANT,
                new Loss(null, 0),
                16,
                new StoppingRule(50, 1000, 10),
                null,
                AugmentationRanges.moderate(),
                precision,
                seed);
    }

    /** A small network on a small crop, for a first look on a small machine: minutes instead of days. */
    public static Recipe quick(Precision precision, long seed) {
        return new Recipe(
                new Network("resnet18", false, List.of(256), 0.3),
                new Preprocessing(128, 80, 0.5, 99.5),
                "random",
                null,
                FineTuning.ALL,
                Optimizer.adam(3e-4, 0.9),
                Schedule.CONSTANT,
                new Loss(null, 0),
                32,
                new StoppingRule(8, 16, 4),
                null,
                AugmentationRanges.moderate(),
                precision,
                seed);
    }

    /** The same on initial weights of that name and hash. */
    public Recipe withInitialWeights(String name, @Nullable String sha256) {
        return new Recipe(
                network,
                preprocessing,
                name,
                sha256,
                fineTuning,
                optimizer,
                schedule,
                loss,
                batch,
                stopping,
                averagingDecay,
                augmentation,
                precision,
                seed);
    }
}
