package org.cordscope.learning.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.cordscope.imaging.AugmentationRanges;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Schedule;

/** Recipes as the first version wrote them, with all settings at the top: the same training in today's words. */
final class EarlierRecipe {
    private EarlierRecipe() {}

    static boolean is(JsonNode recipe) {
        return recipe.has("learning_rate");
    }

    static void bringUpToDate(ObjectNode recipe, ObjectMapper mapper) {
        ObjectNode optimizer = move(recipe, "optimizer", "learning_rate", "beta1");
        optimizer.put("weight_decay", 0.0).putNull("clip_norm");
        move(recipe, "loss", "positive_weight").put("label_smoothing", 0.0);
        move(recipe, "stopping", "minimum_epochs", "maximum_epochs", "patience");
        recipe.set("fine_tuning", mapper.valueToTree(FineTuning.ALL));
        recipe.set("schedule", mapper.valueToTree(Schedule.CONSTANT));
        recipe.putNull("averaging_decay");
        boolean augmented = recipe.path("augmentation").asBoolean();
        recipe.set("augmentation", mapper.valueToTree(augmented ? AugmentationRanges.moderate() : null));
    }

    private static ObjectNode move(ObjectNode recipe, String into, String... keys) {
        ObjectNode group = recipe.putObject(into);
        for (String key : keys) {
            JsonNode value = recipe.remove(key);
            if (value != null) {
                group.set(key, value);
            }
        }
        return group;
    }
}
