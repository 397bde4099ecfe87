package org.cordscope.learning.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordscope.learning.Recipe;

/** A recipe as text: JSON inside a model, YAML in a run directory. Unknown, missing and repeated keys are errors. */
public final class RecipeText {
    private static final JsonMapper JSON = strict(JsonMapper.builder()).build();
    private static final YAMLMapper YAML = strict(YAMLMapper.builder()).build();

    private RecipeText() {}

    private static <B extends MapperBuilder<?, B>> B strict(B builder) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    public static String toJson(Recipe recipe) {
        return write(JSON, recipe);
    }

    public static String toYaml(Recipe recipe) {
        return write(YAML, recipe);
    }

    private static String write(ObjectMapper mapper, Recipe recipe) {
        try {
            return mapper.writeValueAsString(recipe);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recipe is always writable", e);
        }
    }

    public static Recipe fromJson(String text) throws WeightFormatException {
        return read(JSON, text);
    }

    public static Recipe fromYaml(String text) throws WeightFormatException {
        return read(YAML, text);
    }

    /**
     * A recipe with some keys changed.
     *
     * @param settings value in YAML by key, such as {@code schedule.warm_up_epochs} to {@code 3}
     * @throws IllegalArgumentException naming the key that is not there or whose value does not fit
     */
    public static Recipe with(Recipe recipe, Map<String, String> settings) {
        ObjectNode tree = JSON.valueToTree(recipe);
        settings.forEach((key, value) -> set(tree, key, value));
        try {
            return read(JSON, tree.toString());
        } catch (WeightFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void set(ObjectNode tree, String key, String value) {
        JsonNode at = tree;
        String[] names = key.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            at = at.path(names[i]);
        }
        String last = names[names.length - 1];
        if (!(at instanceof ObjectNode parent) || !parent.has(last)) {
            throw new IllegalArgumentException("the recipe has no key " + key + "; it has " + keys(tree, ""));
        }
        try {
            parent.set(last, YAML.readTree(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the value of " + key + " is not usable: " + value, e);
        }
    }

    private static String keys(JsonNode tree, String prefix) {
        return tree.properties().stream()
                .map(e -> e.getValue().isObject() ? keys(e.getValue(), prefix + e.getKey() + ".") : prefix + e.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Every value of a recipe as text, by dotted key. */
    public static Map<String, String> flat(Recipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        flatten(JSON.valueToTree(recipe), "", values);
        return values;
    }

    private static void flatten(JsonNode tree, String prefix, Map<String, String> into) {
        tree.properties().forEach(e -> {
            if (e.getValue().isObject()) {
                flatten(e.getValue(), prefix + e.getKey() + ".", into);
            } else {
                into.put(
                        prefix + e.getKey(),
                        e.getValue().isTextual()
                                ? e.getValue().textValue()
                                : e.getValue().toString());
            }
        });
    }

    private static Recipe read(ObjectMapper mapper, String text) throws WeightFormatException {
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree instanceof ObjectNode recipe && EarlierRecipe.is(recipe)) {
                EarlierRecipe.bringUpToDate(recipe, mapper);
                return mapper.treeToValue(recipe, Recipe.class);
            }
            return mapper.readValue(text, Recipe.class);
        } catch (JsonProcessingException e) {
            throw new WeightFormatException("recipe is not usable: " + reason(e), e);
        }
    }

    private static String reason(JsonProcessingException problem) {
        if (problem instanceof ValueInstantiationException && problem.getCause() != null) {
            return String.valueOf(problem.getCause().getMessage());
        }
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return "unknown key '" + unknown.getPropertyName() + "'";
        }
        if (problem instanceof MismatchedInputException mismatch) { // its own words name classes
            String key = mismatch.getPath().stream()
                    .map(step -> String.valueOf(step.getFieldName()))
                    .collect(Collectors.joining("."));
            return key.isEmpty()
                    ? "it is empty or lacks a key"
                    : "the value of '" + key + "' is missing or of a wrong kind";
        }
        return problem.getOriginalMessage();
    }
}
