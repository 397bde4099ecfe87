package org.cordscope.learning.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A recipe from before recipes named their format, which had a flat list of keys and {@code augmentation} as true or false.
 * What it could not say yet was off, and is read so.
 */
final class EarlierRecipe {
    private EarlierRecipe() {}

    static boolean is(ObjectNode recipe) {
        return !recipe.has("format") && recipe.has("learning_rate");
    }

    /** Turns it into one of today; a key that it lacks stays missing. */
    static void renew(ObjectNode recipe) {
        if (recipe.get("network") instanceof ObjectNode network) {
            network.put("channels", "grey-repeated");
        }
        recipe.put("fine_tuning", "all");
        ObjectNode optimiser = recipe.putObject("optimiser");
        move(recipe, optimiser, "learning_rate");
        move(recipe, optimiser, "beta1");
        optimiser.put("weight_decay", 0).putNull("clip_norm").putNull("ema_decay");
        recipe.putObject("schedule").put("shape", "constant").put("warm_up_epochs", 0);
        ObjectNode loss = recipe.putObject("loss");
        move(recipe, loss, "positive_weight");
        loss.put("label_smoothing", 0);
        ObjectNode stopping = recipe.putObject("stopping");
        move(recipe, stopping, "minimum_epochs");
        move(recipe, stopping, "maximum_epochs");
        move(recipe, stopping, "patience");
        JsonNode augmentation = recipe.get("augmentation");
        if (augmentation != null && augmentation.isBoolean()) {
            recipe.set("augmentation", augmentation.booleanValue() ? ranges() : recipe.nullNode());
        }
    }

    private static void move(ObjectNode from, ObjectNode to, String key) {
        JsonNode value = from.remove(key);
        if (value != null) {
            to.set(key, value);
        }
    }

    /** What {@code augmentation: true} meant. */
    private static ObjectNode ranges() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("shift", 0.05)
                .put("rotation_degrees", 10)
                .put("scale", 0.1)
                .put("flip", 0.5)
                .put("contrast", 0.2)
                .put("brightness", 0.1)
                .put("noise", 0.03)
                .put("bias_field", 0);
    }
}
