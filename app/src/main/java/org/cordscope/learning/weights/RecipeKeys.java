package org.cordscope.learning.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Recipe;
import org.jspecify.annotations.Nullable;

/** The keys that a recipe must have, which are the components of its records, and no others. */
final class RecipeKeys {
    private RecipeKeys() {}

    /** What is unknown, missing, or null where it must not be, each with its dotted key. */
    static List<String> wrong(ObjectNode recipe) {
        List<String> wrong = new ArrayList<>();
        compare(recipe, Recipe.class, "", wrong);
        return wrong;
    }

    private static void compare(ObjectNode node, Class<?> type, String prefix, List<String> wrong) {
        Set<String> known = new HashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
            known.add(key);
            compare(node.path(key), component, prefix + key, wrong);
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                wrong.add("unknown key '" + prefix + key + "'");
            }
        });
    }

    private static void compare(JsonNode value, RecordComponent component, String key, List<String> wrong) {
        if (value.isMissingNode()) {
            wrong.add("missing key '" + key + "'");
        } else if (value.isNull() && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            wrong.add("the value of '" + key + "' cannot be null");
        } else if (value instanceof ObjectNode object
                && component.getType().isRecord()
                && component.getType() != FineTuning.class) {
            compare(object, component.getType(), key + ".", wrong);
        }
    }
}
