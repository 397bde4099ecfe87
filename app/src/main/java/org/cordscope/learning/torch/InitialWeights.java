package org.cordscope.learning.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.WeightsByName;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.Weight;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;

/**
 * Where training starts: random weights, or the trunk of a file with torchvision's names and a random head; of a model that
 * Cordscope trained, which must see slices as the recipe does, also the head where it has the same layers.
 *
 * <p>Weights learned on colour images see a grey one in three equal channels, scaled to 0..1, nothing subtracted: the first
 * convolution is then the sum of its three filters, and the order of the channels (RGB in torchvision, BGR in Keras' original
 * weights) makes no difference. It would if each channel had a mean of its own subtracted, as either library does for
 * photographs.
 */
final class InitialWeights {

    private static final String HEAD = "head.";
    private static final Set<String> SIGHT = Set.of("network.channels", "network.stride_in_first");

    private InitialWeights() {}

    /** The weights of the first step; {@code files} tells where the weights of a name lie. */
    static Map<String, Weight> of(Recipe recipe, ResNetPlan plan, WeightsByName files) throws IOException {
        Map<String, Weight> weights = Parameters.random(plan, recipe.seed());
        if (!recipe.initialWeights().equals("random")) {
            Map<String, Weight> given = trunk(recipe, plan, files);
            boolean head = ModelFile.claims(files.file(recipe.initialWeights())) && hasHead(given, plan);
            weights.replaceAll(
                    (name, random) -> head || !name.startsWith(HEAD) ? given.getOrDefault(name, random) : random);
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
        if (ModelFile.claims(file)) {
            refuseOtherSight(file, recipe);
        }
        return TrunkFile.read(file, plan, recipe.network().trunk());
    }

    private static boolean hasHead(Map<String, Weight> given, ResNetPlan plan) {
        Map<String, List<Long>> shapes = new HashMap<>();
        given.forEach((name, weight) -> shapes.put(name, weight.shape()));
        return shapes.keySet().equals(plan.shapes().keySet())
                && plan.shapes().entrySet().containsAll(shapes.entrySet());
    }

    /** A network that learned from other sections, or with its strides elsewhere, would see nothing that it knows. */
    private static void refuseOtherSight(Path file, Recipe recipe) {
        Map<String, String> wanted = RecipeText.flat(recipe);
        List<String> keys = new ArrayList<>();
        RecipeText.flat(ModelFile.read(file).recipe()).forEach((key, value) -> {
            boolean sight = key.startsWith("preprocessing.") || SIGHT.contains(key);
            if (sight && !value.equals(wanted.get(key))) {
                keys.add(key + "=" + value);
            }
        });
        if (!keys.isEmpty()) {
            throw new UserFacingException(
                    "Initial weights " + file.getFileName()
                            + " are a model that was trained to see slices otherwise than" + " this recipe shows them: "
                            + String.join(", ", keys) + ".",
                    "Show them as it knows them: --set " + String.join(" --set ", keys) + ".");
        }
    }
}
