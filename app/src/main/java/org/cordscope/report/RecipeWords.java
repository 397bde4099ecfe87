package org.cordscope.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Schedule;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.ArchitectureFigure;
import org.cordscope.report.figure.Figure;

/** A classifier of whole slices that was trained by a recipe. */
public record RecipeWords(Recipe recipe) implements ReportedModel {
    @Override
    public String name() {
        return recipe.network().trunk();
    }

    @Override
    public String subtitle() {
        int size = recipe.preprocessing().size();
        return String.format(Locale.ROOT, "%s at %d x %d pixels", name(), size, size);
    }

    @Override
    public Preprocessing pictures() {
        return recipe.preprocessing();
    }

    @Override
    public Figure architecture() {
        return ArchitectureFigure.of(recipe.network(), recipe.preprocessing().size());
    }

    @Override
    public List<Fact> origin() {
        return List.of(new Fact("Initial weights", initialWeights()), new Fact("Seed", String.valueOf(recipe.seed())));
    }

    /** Their name, without the folders of the machine that trained, and their hash. */
    private String initialWeights() {
        String weights = recipe.initialWeights().replaceFirst(".*[/\\\\]", "");
        return recipe.initialWeightsSha256() == null ? weights : weights + ", SHA-256 " + recipe.initialWeightsSha256();
    }

    @Override
    public Map<String, String> sentences(List<Epoch> epochs) {
        Map<String, String> answers = new LinkedHashMap<>();
        Preprocessing p = recipe.preprocessing();
        say(
                answers,
                "preprocessing",
                "Each slice was %s resampled to %d \u00d7 %d pixels, and its grey values were scaled so that"
                        + " percentile %s became 0 and percentile %s became 1.",
                p.fieldOfViewMm() > 0
                        ? "cropped to " + plain(p.fieldOfViewMm()) + " mm around its middle,"
                        : "kept whole,",
                p.size(),
                p.size(),
                plain(p.lowPercentile()),
                plain(p.highPercentile()));
        say(answers, "predictors", "The only predictor is the image of the slice.");
        Network n = recipe.network();
        say(
                answers,
                "model",
                "The model is a ResNet-%s (version %s) with global average pooling, hidden layers of %s units, each"
                        + " with ReLU and dropout %s, and one logit; %s.",
                n.trunk().substring("resnet".length()),
                n.strideInFirst() ? "1" : "1.5",
                n.hidden().stream().map(String::valueOf).collect(Collectors.joining(" and ")),
                plain(n.dropout()),
                recipe.fineTuning().equals(FineTuning.ALL)
                        ? "all layers were trained"
                        : "training was of mode " + recipe.fineTuning());
        say(
                answers,
                "initialisation",
                recipe.initialWeightsSha256() == null
                        ? "Weights were drawn at random."
                        : "Training began with published ImageNet weights, whose hash stands under provenance.");
        Double weight = recipe.loss().positiveWeight();
        say(
                answers,
                "imbalance",
                "The binary cross-entropy weighed compressed slices %s%s.",
                weight == null ? "by the ratio of other to compressed slices in training" : plain(weight) + " times",
                recipe.loss().labelSmoothing() == 0
                        ? ""
                        : ", labels smoothed by " + plain(recipe.loss().labelSmoothing()));
        Recipe.Optimiser adam = recipe.optimiser();
        say(
                answers,
                "training",
                "Adam (learning rate %s, beta1 %s%s%s), %s, batches of %d, %s, seed %d; at least %d epochs, then until"
                        + " the validation loss had not fallen for %d; %d epochs were run%s.",
                plain(adam.learningRate()),
                plain(adam.beta1()),
                adam.weightDecay() == 0 ? "" : ", decoupled weight decay " + plain(adam.weightDecay()),
                adam.clipNorm() == null ? "" : ", gradients clipped to norm " + plain(adam.clipNorm()),
                schedule(recipe.schedule()),
                recipe.batch(),
                recipe.augmentation() == null
                        ? "no augmentation"
                        : "random shifts, rotations, scalings, flips and grey changes",
                recipe.seed(),
                recipe.stopping().minimumEpochs(),
                recipe.stopping().patience(),
                epochs.size(),
                adam.emaDecay() == null
                        ? ""
                        : ", and an exponential moving average of the weights (decay " + plain(adam.emaDecay())
                                + ") was validated and kept");
        say(
                answers,
                "final_model",
                "The epoch with the lowest validation loss was kept; the holdout had no part in it.");
        say(answers, "ensemble", "None: a single model.");
        say(
                answers,
                "prediction",
                "The model saw each slice of the holdout once, without any knowledge of labels; every slice got a"
                        + " probability, so that none is indeterminate.");
        return answers;
    }

    private static String schedule(Schedule schedule) {
        return (schedule.shape() == Schedule.Shape.COSINE ? "cosine schedule" : "constant rate")
                + (schedule.warmUpEpochs() == 0 ? "" : " after a warm-up of " + schedule.warmUpEpochs() + " epochs");
    }

    private static void say(Map<String, String> answers, String name, String sentence, Object... values) {
        answers.put(name, values.length == 0 ? sentence : String.format(Locale.ROOT, sentence, values));
    }

    private static String plain(double value) {
        return StudyMethods.plain(value);
    }
}
