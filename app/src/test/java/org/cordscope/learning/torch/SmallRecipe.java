package org.cordscope.learning.torch;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Schedule;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.WeightFormatException;

/** A recipe for tests: one epoch in float32 from random weights, everything off. */
final class SmallRecipe {
    private SmallRecipe() {}

    /** @param changes such as "stopping.patience=3" */
    static Recipe of(Network network, int side, String... changes) {
        Recipe plain = new Recipe(
                network,
                new Preprocessing(side, 0, 0, 100),
                "random",
                null,
                FineTuning.ALL,
                Recipe.Optimiser.adam(1e-3, 0.9),
                Schedule.CONSTANT,
                new Recipe.Loss(null, 0),
                8,
                new Recipe.EarlyStopping(0, 1, 1),
                null,
                Precision.FLOAT32,
                1);
        return with(plain, changes);
    }

    static Recipe with(Recipe recipe, String... changes) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (String change : changes) {
            byKey.put(change.replaceFirst("=.*", ""), change.replaceFirst("[^=]*=", ""));
        }
        try {
            return RecipeText.with(recipe, byKey);
        } catch (WeightFormatException e) {
            throw new UncheckedIOException(e);
        }
    }
}
