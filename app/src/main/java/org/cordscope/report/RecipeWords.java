package org.cordscope.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordscope.imaging.AugmentationRanges;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Channels;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Schedule;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.ArchitectureFigure;
import org.cordscope.report.figure.Figure;
import org.jspecify.annotations.Nullable;

/** A classifier of whole slices that was trained by a recipe. */
public record RecipeWords(Recipe recipe) implements ReportedModel {
    @Override
    public String name() {
        return "ResNet-" + recipe.network().trunk().substring("resnet".length());
    }

    @Override
    public String subtitle() {
        int size = recipe.preprocessing().size();
        return String.format(Locale.ROOT, "%s at %d \u00d7 %d pixels", name(), size, size);
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
        String weights = initialWeights();
        return List.of(
                new Fact(
                        "Initial weights",
                        recipe.initialWeightsSha256() == null
                                ? weights
                                : weights + ", SHA-256 " + recipe.initialWeightsSha256()),
                new Fact("Seed", String.valueOf(recipe.seed())));
    }

    /** The name of the weights that training began with, without the folders of the machine that trained. */
    private String initialWeights() {
        return recipe.initialWeights().replaceFirst(".*[/\\\\]", "");
    }

    @Override
    public Map<String, String> sentences(List<Epoch> epochs) {
        Answers answers = new Answers();
        model(answers);
        training(answers, epochs);
        return answers.all();
    }

    private void model(Answers answers) {
        Preprocessing p = recipe.preprocessing();
        answers.say(
                "preprocessing",
                "Each slice was %s resampled to %d \u00d7 %d pixels, and its grey values were scaled so that"
                        + " percentile %s became 0 and percentile %s became 1.",
                p.fieldOfViewMm() > 0
                        ? "cropped to " + Answers.plain(p.fieldOfViewMm()) + " mm around its middle,"
                        : "kept whole,",
                p.size(),
                p.size(),
                Answers.plain(p.lowPercentile()),
                Answers.plain(p.highPercentile()));
        Network n = recipe.network();
        boolean alone = n.channels() == Channels.GREY_REPEATED;
        answers.say(
                "predictors",
                alone
                        ? "The only predictor is the image of the slice."
                        : "The only predictors are the image of the slice and those of its neighbours.");
        answers.say(
                "model",
                "The model is a ResNet-%s (version %s) that sees %s, with global average pooling, %s, and one logit; %s.",
                n.trunk().substring("resnet".length()),
                n.strideInFirst() ? "1" : "1.5",
                alone ? "one slice" : "a slice with the ones below and above",
                head(n),
                recipe.fineTuning().equals(FineTuning.ALL)
                        ? "all layers were trained"
                        : "training was of mode " + recipe.fineTuning());
        answers.say(
                "initialisation",
                recipe.initialWeightsSha256() == null
                        ? "Weights were drawn at random."
                        : "Training began with the weights %s, whose hash stands under provenance.",
                initialWeights());
        answers.say("ensemble", "None: a single model.");
    }

    private static String head(Network n) {
        if (n.hidden().isEmpty()) {
            return "no hidden layer";
        }
        return (n.hidden().size() == 1 ? "a hidden layer of " : "hidden layers of ")
                + n.hidden().stream().map(String::valueOf).collect(Collectors.joining(" and "))
                + " units" + (n.hidden().size() == 1 ? "" : ", each") + " with ReLU and dropout "
                + Answers.plain(n.dropout());
    }

    private void training(Answers answers, List<Epoch> epochs) {
        Double weight = recipe.loss().positiveWeight();
        answers.say(
                "imbalance",
                "The binary cross-entropy weighed compressed slices %s%s.",
                weight == null
                        ? "by the ratio of other to compressed slices in training"
                        : Answers.plain(weight) + " times",
                recipe.loss().labelSmoothing() == 0
                        ? ""
                        : ", labels smoothed by " + Answers.plain(recipe.loss().labelSmoothing()));
        Recipe.Optimiser adam = recipe.optimiser();
        answers.say(
                "training",
                "Adam (learning rate %s, beta1 %s%s%s), %s, batches of %d, %s, seed %d; at least %d epochs, then until"
                        + " the validation loss had not fallen for %d, at most %d; %d epochs were run%s.",
                Answers.plain(adam.learningRate()),
                Answers.plain(adam.beta1()),
                adam.weightDecay() == 0 ? "" : ", decoupled weight decay " + Answers.plain(adam.weightDecay()),
                adam.clipNorm() == null ? "" : ", gradients clipped to norm " + Answers.plain(adam.clipNorm()),
                schedule(recipe.schedule()),
                recipe.batch(),
                augmentation(recipe.augmentation()),
                recipe.seed(),
                recipe.stopping().minimumEpochs(),
                recipe.stopping().patience(),
                recipe.stopping().maximumEpochs(),
                epochs.size(),
                adam.emaDecay() == null
                        ? ""
                        : ", and an exponential moving average of the weights (decay " + Answers.plain(adam.emaDecay())
                                + ") was validated and kept");
        answers.say(
                "final_model", "The epoch with the lowest validation loss was kept; the holdout had no part in it.");
        answers.say("updating", "None: the model was not recalibrated or changed for the holdout.");
    }

    private static String schedule(Schedule schedule) {
        return (schedule.shape() == Schedule.Shape.COSINE ? "cosine schedule" : "constant rate")
                + (schedule.warmUpEpochs() == 0 ? "" : " after a warm-up of " + schedule.warmUpEpochs() + " epochs");
    }

    /** What was drawn at random of each image, and nothing that a range of 0 rules out. */
    private static String augmentation(@Nullable AugmentationRanges ranges) {
        Map<String, Double> kinds = new LinkedHashMap<>();
        if (ranges != null) {
            kinds.put("shifts", ranges.shift());
            kinds.put("rotations", ranges.rotationDegrees());
            kinds.put("scalings", ranges.scale());
            kinds.put("flips", ranges.flip());
            kinds.put("contrast", ranges.contrast());
            kinds.put("brightness", ranges.brightness());
            kinds.put("noise", ranges.noise());
            kinds.put("bias fields", ranges.biasField());
        }
        kinds.values().removeIf(range -> range == 0);
        return kinds.isEmpty() ? "no augmentation" : "random " + String.join(", ", kinds.keySet());
    }
}
