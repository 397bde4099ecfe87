package org.cordscope.learning.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.WeightsByName;
import org.cordscope.learning.weights.Weight;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;

/**
 * Where training starts: random weights, or the trunk of a file with torchvision's names and a random head.
 *
 * <p>Weights learned on colour images see a grey one in three equal channels, scaled to 0..1, nothing subtracted: the first
 * convolution is then the sum of its three filters, and the order of the channels (RGB in torchvision, BGR in Keras' original
 * weights) makes no difference. It would if each channel had a mean of its own subtracted, as either library does for
 * photographs.
 */
final class InitialWeights {

    private InitialWeights() {}

    /** The weights of the first step; {@code files} tells where the weights of a name lie. */
    static Map<String, Weight> of(Recipe recipe, ResNetPlan plan, WeightsByName files) throws IOException {
        Map<String, Weight> weights = Parameters.random(plan, recipe.seed());
        if (!recipe.initialWeights().equals("random")) {
            Map<String, Weight> trunk = trunk(recipe, plan, files);
            weights.replaceAll((name, random) -> name.startsWith("head.") ? random : trunk.getOrDefault(name, random));
        }
        return weights;
    }

    /** The arrays of the file that the recipe names, which fit the network. */
    static Map<String, Weight> trunk(Recipe recipe, ResNetPlan plan, WeightsByName files) throws IOException {
        Path file = files.file(recipe.initialWeights());
        if (!Files.isReadable(file)) {
            throw new UserFacingException(
                    "There are no initial weights " + recipe.initialWeights() + ".",
                    "Add them with `cordscope weights add FILE`, or train from \"random\".");
        }
        String expected = recipe.initialWeightsSha256();
        if (expected != null && !Sha256.ofFile(file).equals(expected.toLowerCase(Locale.ROOT))) {
            throw new UserFacingException(
                    "Initial weights " + file.getFileName() + " are not the file that the recipe names (SHA-256"
                            + " differs).",
                    "Get the file again, or correct the hash in the recipe.");
        }
        return TrunkFile.read(file, plan, recipe.network().trunk());
    }
}
