package org.cordscope.learning.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cordscope.learning.LabelledSlices;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Supervision;
import org.cordscope.learning.WeightsByName;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;

/**
 * Trains a network. One seed gives the same weights bit for bit on the same machine with the same number of threads; a run
 * that was interrupted at any moment and resumed gives the weights of an uninterrupted one.
 *
 * <p>The loss is the mean over the batch of weight times binary cross-entropy, where the weight is {@code positiveWeight} for
 * compressed slices and 1 for others (Keras' {@code class_weight}); without a given weight it is negatives / positives of the
 * training labels. Training ends as {@link org.cordscope.learning.Stopping} says. {@link Thread#interrupt} ends it at the next step.
 */
public final class TorchTraining {

    private TorchTraining() {}

    /**
     * Makes sure that a run of the recipe could start from its initial weights.
     *
     * @param files where the weights lie that a recipe names
     * @throws UserFacingException where they are not there, not the ones meant, or do not fit the network
     */
    public static void refuseUnfitWeights(Recipe recipe, WeightsByName files) throws IOException {
        if (!recipe.initialWeights().equals("random")) {
            InitialWeights.trunk(recipe, ResNetPlan.of(recipe.network()), files);
        }
    }

    /** Starts a run whose initial weights, if any, are named by their path. */
    public static TrainingResult run(
            LabelledSlices training, LabelledSlices validation, Recipe recipe, Path runDirectory, Progress progress)
            throws IOException, InterruptedException {
        return run(training, validation, recipe, Path::of, runDirectory, Supervision.of(progress));
    }

    /**
     * Starts a run in a directory that holds none yet.
     *
     * @param files where the weights lie that a recipe names
     * @throws UserFacingException when the run exists, the initial weights do not fit or the slices cannot be learned from
     * @throws InterruptedException when the thread is interrupted; the last checkpoint stays
     */
    public static TrainingResult run(
            LabelledSlices training,
            LabelledSlices validation,
            Recipe recipe,
            WeightsByName files,
            Path runDirectory,
            Supervision supervision)
            throws IOException, InterruptedException {
        refuseTooFew(training, validation);
        Libtorch.load();
        Map<String, Weight> initial = InitialWeights.of(recipe, ResNetPlan.of(recipe.network()), files);
        RunDirectory directory = new RunDirectory(runDirectory);
        directory.create(recipe);
        Libtorch.useThreads(Libtorch.availableThreads());
        try (TrainingLoop loop =
                new TrainingLoop(training, validation, recipe, directory, initial, directory.spaceForFeatures())) {
            return loop.run(supervision);
        }
    }

    /** The recipe that a run was started with. */
    public static Recipe recipe(Path runDirectory) throws IOException {
        return new RunDirectory(runDirectory).recipe();
    }

    /** Goes on with a run whose initial weights, if any, are named by their path. */
    public static TrainingResult resume(
            LabelledSlices training, LabelledSlices validation, Path runDirectory, Progress progress)
            throws IOException, InterruptedException {
        return resume(training, validation, Path::of, runDirectory, Supervision.of(progress));
    }

    /**
     * Goes on with the run in a directory, on the same slices; a finished run is only reported again.
     *
     * @param files where the weights lie that a recipe names; asked only before the first checkpoint
     */
    public static TrainingResult resume(
            LabelledSlices training,
            LabelledSlices validation,
            WeightsByName files,
            Path runDirectory,
            Supervision supervision)
            throws IOException, InterruptedException {
        refuseTooFew(training, validation);
        Libtorch.load();
        RunDirectory directory = new RunDirectory(runDirectory);
        Recipe recipe = directory.recipe();
        Optional<RunDirectory.Checkpoint> last = directory.load();
        Map<String, Weight> weights = last.isPresent()
                ? last.get().weights()
                : InitialWeights.of(recipe, ResNetPlan.of(recipe.network()), files);
        Libtorch.useThreads(last.map(c -> c.state().threads()).orElse(Libtorch.availableThreads()));
        try (TrainingLoop loop =
                new TrainingLoop(training, validation, recipe, directory, weights, directory.spaceForFeatures())) {
            last.ifPresent(loop::restore);
            return loop.run(supervision);
        }
    }

    private static void refuseTooFew(LabelledSlices training, LabelledSlices validation) {
        if (training.size() < 2 || validation.size() < 1) {
            throw new UserFacingException(
                    "There are " + training.size() + " slices to train on and " + validation.size()
                            + " to validate with.",
                    "Label more slices, or change the split: training needs at least two, validation one.");
        }
    }
}
