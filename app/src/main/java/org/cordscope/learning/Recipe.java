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
 * @param augmentation ranges of the random changes of training images; null for none
 * @param seed seed of initial weights, order, dropout and augmentation
 */
public record Recipe(
        Network network,
        Preprocessing preprocessing,
        String initialWeights,
        @Nullable String initialWeightsSha256,
        FineTuning fineTuning,
        Optimiser optimiser,
        Schedule schedule,
        Loss loss,
        int batch,
        EarlyStopping stopping,
        @Nullable AugmentationRanges augmentation,
        Precision precision,
        long seed) {

    /**
     * AdamW: Adam (beta2 0.999, epsilon 1e-8) with decoupled weight decay (Loshchilov, Hutter, ICLR 2019).
     *
     * @param learningRate step size, before the schedule
     * @param beta1 decay rate of the first moment
     * @param weightDecay share of a filter or dense weight that is taken off per step and unit of learning rate; biases and
     *     normalisations are spared; 0 is Adam
     * @param clipNorm norm of all gradients together that is not exceeded; null for no clipping
     * @param emaDecay decay of the exponential moving average of the weights, which then is what validates and is kept; null
     *     for none. In the first steps t the decay is (1 + t) / (10 + t) where that is less
     */
    public record Optimiser(
            double learningRate,
            double beta1,
            double weightDecay,
            @Nullable Double clipNorm,
            @Nullable Double emaDecay) {

        public Optimiser {
            if (!(learningRate > 0) || !(beta1 >= 0) || beta1 >= 1) {
                throw new IllegalArgumentException(
                        "learning rate must be positive and beta1 in [0, 1): " + learningRate + ", " + beta1);
            }
            if (!(weightDecay >= 0) || !Double.isFinite(weightDecay)) {
                throw new IllegalArgumentException("weight decay cannot be negative: " + weightDecay);
            }
            if (clipNorm != null && !(clipNorm > 0)) {
                throw new IllegalArgumentException("clip norm must be above 0, or null: " + clipNorm);
            }
            if (emaDecay != null && !(emaDecay > 0 && emaDecay < 1)) {
                throw new IllegalArgumentException("EMA decay must be between 0 and 1, or null: " + emaDecay);
            }
        }

        /** Adam alone, as the paper has it. */
        public static Optimiser adam(double learningRate, double beta1) {
            return new Optimiser(learningRate, beta1, 0, null, null);
        }
    }

    /**
     * Weighted binary cross-entropy.
     *
     * @param positiveWeight weight of a compressed slice; null takes negatives / positives of the training labels
     * @param labelSmoothing a label y becomes y * (1 - s) + s / 2 (Szegedy et al., CVPR 2016); 0 for none. Validation is
     *     judged by the labels themselves
     */
    public record Loss(@Nullable Double positiveWeight, double labelSmoothing) {

        public Loss {
            if (positiveWeight != null && !(positiveWeight > 0)) {
                throw new IllegalArgumentException("positive weight must be above 0: " + positiveWeight);
            }
            if (!(labelSmoothing >= 0) || labelSmoothing >= 1) {
                throw new IllegalArgumentException("label smoothing must be in [0, 1): " + labelSmoothing);
            }
        }

        /** What the network is to say of a slice with a label of 1 or 0. */
        public float smoothed(float label) {
            return (float) (label * (1 - labelSmoothing) + labelSmoothing / 2);
        }
    }

    /**
     * When a run ends.
     *
     * @param minimumEpochs epochs before stopping is considered
     * @param maximumEpochs epochs at most
     * @param patience epochs without a lower validation loss before the run stops
     */
    public record EarlyStopping(int minimumEpochs, int maximumEpochs, int patience) {

        public EarlyStopping {
            if (minimumEpochs < 0 || maximumEpochs < 1 || patience < 1) {
                throw new IllegalArgumentException("epochs and patience must be positive: " + minimumEpochs + ", "
                        + maximumEpochs + ", " + patience);
            }
        }
    }

    public Recipe {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be positive: " + batch);
        }
        if (precision == Precision.INT8) {
            throw new IllegalArgumentException("int8 is for prediction: train in bfloat16 or float32");
        }
        if (fineTuning.hasFrozenPrefix() && augmentation != null) {
            throw new IllegalArgumentException("a frozen prefix keeps what it computed of each slice, and augmentation"
                    + " changes the slices in every epoch: set augmentation to null, or fine_tuning to all");
        }
        if (schedule.shape() == Schedule.Shape.COSINE && schedule.warmUpEpochs() >= stopping.maximumEpochs()) {
            throw new IllegalArgumentException("the warm-up must end before the last epoch: " + schedule.warmUpEpochs()
                    + " of " + stopping.maximumEpochs());
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
                Optimiser.adam(1e-4, 0.9),
                Schedule.CONSTANT,
                new Loss(3.8, 0),
                16,
                new EarlyStopping(50, 1000, 10),
                null,
                Precision.FLOAT32,
                seed);
    }

    /**
     * The paper's network and learning rate with what is wrong mended and what is missing added; docs/training.md has the
     * reason of each value.
     */
    public static Recipe sound(int model, Precision precision, long seed) {
        return new Recipe(
                Network.paper(model),
                new Preprocessing(299, 0, 0.5, 99.5),
                "random",
                null,
                FineTuning.ALL,
                new Optimiser(1e-4, 0.9, 0.01, 1.0, 0.998),
                new Schedule(Schedule.Shape.CONSTANT, 3),
                new Loss(null, 0),
                16,
                new EarlyStopping(50, 1000, 10),
                AugmentationRanges.moderate().withBiasField(0.3),
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
                Optimiser.adam(3e-4, 0.9),
                Schedule.CONSTANT,
                new Loss(null, 0),
                32,
                new EarlyStopping(8, 16, 4),
                AugmentationRanges.moderate(),
                precision,
                seed);
    }
}
