package org.cordscope.learning.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.SampleRounds;
import org.cordscope.learning.cord.TrainingSample;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;

/**
 * Means of weights of trainings that went on from one model. Such networks lie in one valley of the loss, and their mean does
 * about what all of them together would, at the price of one (Wortsman et al., "Model soups", ICML 2022).
 */
public final class CordAverage {
    /** What is added to the seed for samples that measures are learned from. */
    private static final long MEASURED = 2_000_003;

    private CordAverage() {}

    /**
     * Averages trainings, and learns from fresh samples what the measures of the cord say beside the mean.
     *
     * @param from the model that all went on from
     * @param share of its weights in the result, 0 to below 1; the trainings have equal parts of the rest
     * @param trained as {@code cord train --from} ended, without a share of where they began
     * @param out where the model will lie
     * @throws UserFacingException where the trainings differ in more than their seed, or did not go on from that model
     */
    public static CordModel run(CordModel from, double share, List<CordModel> trained, Path out, Progress progress)
            throws IOException, InterruptedException {
        return run(from, share, trained, out, CordTraining.TESTED, progress);
    }

    /** @param tested samples, three times as many of which measures are learned from */
    static CordModel run(CordModel from, double share, List<CordModel> trained, Path out, int tested, Progress progress)
            throws IOException, InterruptedException {
        CordModel first = trained.get(0);
        List<CordModel> others = trained.subList(1, trained.size());
        List<Long> seeds = others.stream().map(model -> model.recipe().seed()).toList();
        if (trained.stream().map(model -> model.recipe().seed()).distinct().count() < trained.size()) {
            throw new UserFacingException("Two of the models have the same seed.", "Name each training once.");
        }
        for (CordModel model : trained) {
            check(model, from, first.recipe());
        }
        Libtorch.load();
        CordModel mean = first;
        for (int i = 0; i < others.size(); i++) {
            mean = towards(mean, others.get(i).weights(), 1.0 / (i + 2));
        }
        mean = towards(mean, from.weights(), share)
                .withRecipe(first.recipe().averaged(seeds, share))
                .withDecision(CordModel.Decision.untried());
        mean = withMeasures(mean, 3 * tested, progress);
        mean.write(out);
        return mean;
    }

    private static void check(CordModel model, CordModel from, CordRecipe first) {
        CordRecipe recipe = model.recipe();
        String name = "The model of seed " + recipe.seed();
        if (!recipe.initialWeights().equals(from.sha256())) {
            throw new UserFacingException(
                    name + " did not go on from the model that is named with --from.",
                    "Average trainings that went on from one model, and name that.");
        }
        if (recipe.initialShare() != 0 || !recipe.furtherSeeds().isEmpty() || model.tuning() != null) {
            throw new UserFacingException(
                    name + " is a mean already, or fine-tuned.",
                    "Give models as `cord train --from` writes them without --keep.");
        }
        if (!recipe.withSeed(first.seed()).equals(first)) {
            throw new UserFacingException(
                    name + " was trained by another recipe than the first.",
                    "Average trainings that differ in their seed alone.");
        }
    }

    /** The model with a share of other weights in each array. */
    static CordModel towards(CordModel model, Map<String, Weight> other, double share) {
        Map<String, Weight> mean = new LinkedHashMap<>();
        model.weights()
                .forEach((name, weight) ->
                        mean.put(name, mean(weight, Objects.requireNonNull(other.get(name), name), share)));
        return model.withWeights(mean);
    }

    private static Weight mean(Weight weight, Weight other, double share) {
        float[] values = weight.floats();
        float[] towards = other.floats();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (share * (towards[i] - values[i]));
        }
        return Weight.of(values, weight.shape());
    }

    /** The model with what measures of the cord say beside its networks, learned from fresh samples of the randomised phantom. */
    static CordModel withMeasures(CordModel model, int count, Progress progress) throws InterruptedException {
        List<TrainingSample> samples;
        int threads = Runtime.getRuntime().availableProcessors();
        try (SampleRounds rounds =
                new SampleRounds(model.recipe().seed() + MEASURED, count, 0, 0, 0, 1, threads, progress)) {
            samples = rounds.next();
        }
        CordModel.Decision untried = model.decision();
        return model.withDecision(new CordModel.Decision(
                untried.threshold(), untried.calibration(), CordScores.measures(model, samples)));
    }
}
