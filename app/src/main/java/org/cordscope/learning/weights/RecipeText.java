package org.cordscope.learning.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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

    private static Recipe read(ObjectMapper mapper, String text) throws WeightFormatException {
        try {
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
