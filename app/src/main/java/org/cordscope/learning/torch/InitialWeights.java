package org.cordscope.learning.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.TorchFile;
import org.cordscope.learning.weights.Weight;
import org.cordscope.learning.weights.WeightFormatException;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;

/** Where training starts: random weights, or the trunk of a file with torchvision's names and a random head. */
final class InitialWeights {
    private static final int NAMED_AT_MOST = 5;

    private InitialWeights() {}

    static Map<String, Weight> of(Recipe recipe, ResNetPlan plan) throws IOException {
        Map<String, Weight> weights = Parameters.random(plan, recipe.seed());
        if (recipe.initialWeights().equals("random")) {
            return weights;
        }
        Path file = Path.of(recipe.initialWeights());
        String name = String.valueOf(file.getFileName());
        if (!Files.isReadable(file)) {
            throw new UserFacingException(
                    "There are no initial weights " + recipe.initialWeights() + ".",
                    "Add them with `cordscope weights add FILE`, or train from \"random\".");
        }
        String expected = recipe.initialWeightsSha256();
        if (expected != null && !Sha256.ofFile(file).equals(expected.toLowerCase(Locale.ROOT))) {
            throw new UserFacingException(
                    "Initial weights " + name + " are not the file that the recipe names (SHA-256 differs).",
                    "Get the file again, or correct the hash in the recipe.");
        }
        return withTrunk(weights, read(file, name), name, recipe.network().trunk());
    }

    private static Map<String, Weight> read(Path file, String name) throws IOException {
        try {
            return name.endsWith(".safetensors") ? SafeTensors.read(file).weights() : TorchFile.read(file);
        } catch (WeightFormatException e) {
            throw new UserFacingException(
                    "Initial weights " + name + " cannot be used: " + e.getMessage() + ".",
                    "Use a .safetensors file, or a .pth that holds nothing but a dictionary of tensors.",
                    e);
        }
    }

    private static Map<String, Weight> withTrunk(
            Map<String, Weight> random, Map<String, Weight> given, String file, String trunk) {
        Map<String, Weight> weights = new LinkedHashMap<>(random);
        List<String> wrong = new ArrayList<>();
        random.forEach((name, weight) -> {
            Weight found = given.get(name);
            if (name.startsWith("head.")) {
                return;
            }
            if (found == null || !found.shape().equals(weight.shape())) {
                wrong.add(
                        name + (found == null ? " (missing)" : " " + found.shape() + " instead of " + weight.shape()));
            } else {
                weights.put(name, found);
            }
        });
        if (!wrong.isEmpty()) {
            String more = wrong.size() > NAMED_AT_MOST ? " and " + (wrong.size() - NAMED_AT_MOST) + " more" : "";
            throw new UserFacingException(
                    "Initial weights " + file + " are not those of a " + trunk + ": "
                            + String.join(", ", wrong.subList(0, Math.min(NAMED_AT_MOST, wrong.size()))) + more + ".",
                    "Choose weights of the same network, with torchvision's names.");
        }
        return weights;
    }
}
