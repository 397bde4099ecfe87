package org.cordscope.learning.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Recipe;

/**
 * A recipe as text: JSON inside a model, YAML in a run directory. Unknown, missing and repeated keys are errors. The first key
 * is {@code format}; recipes from before it are read as {@link EarlierRecipe} says.
 */
public final class RecipeText {
    private static final String FORMAT = "cordscope-recipe 2";
    private static final JsonMapper JSON = strict(JsonMapper.builder()).build();
    private static final YAMLMapper YAML = strict(YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS))
            .build();

    private RecipeText() {}

    private static <B extends MapperBuilder<?, B>> B strict(B builder) {
        SimpleModule fineTuning = new SimpleModule();
        fineTuning.addSerializer(FineTuning.class, ToStringSerializer.instance);
        fineTuning.addDeserializer(FineTuning.class, new FineTuningReader());
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(fineTuning)
                .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** "all", "batchnorm-frozen", "frozen-prefix N". */
    private static final class FineTuningReader extends StdDeserializer<FineTuning> {
        private static final long serialVersionUID = 1;

        FineTuningReader() {
            super(FineTuning.class);
        }

        @Override
        public FineTuning deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString("");
            try {
                return FineTuning.of(text);
            } catch (IllegalArgumentException e) {
                throw ValueInstantiationException.from(
                        parser, e.getMessage(), context.constructType(FineTuning.class), e);
            }
        }
    }

    public static String toJson(Recipe recipe) {
        return write(JSON, recipe);
    }

    public static String toYaml(Recipe recipe) {
        return write(YAML, recipe);
    }

    private static String write(ObjectMapper mapper, Recipe recipe) {
        try {
            ObjectNode text = mapper.createObjectNode().put("format", FORMAT);
            text.setAll(mapper.<ObjectNode>valueToTree(recipe));
            return mapper.writeValueAsString(text);
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
            if (!(mapper.readTree(text) instanceof ObjectNode tree)) {
                throw new WeightFormatException("recipe is not usable: it is empty, or no list of keys");
            }
            String format = tree.path("format").asText("");
            if (EarlierRecipe.is(tree)) {
                EarlierRecipe.renew(tree);
            } else if (!format.equals(FORMAT)) {
                throw new WeightFormatException("recipe is not usable: the value of 'format' is \"" + format
                        + "\", this version reads \"" + FORMAT + "\"");
            }
            tree.remove("format");
            return recipe(tree);
        } catch (JsonProcessingException e) {
            throw unusable(e);
        }
    }

    /**
     * A recipe with some keys changed.
     *
     * @param changes new values as YAML by key, with dots between a key and those under it
     * @throws WeightFormatException where there is no such key, or a value does not fit
     */
    public static Recipe with(Recipe recipe, Map<String, String> changes) throws WeightFormatException {
        ObjectNode tree = JSON.valueToTree(recipe);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String[] path = change.getKey().split("\\.", -1);
            JsonNode parent = tree;
            for (int i = 0; i < path.length - 1; i++) {
                parent = parent.path(path[i]);
            }
            String key = path[path.length - 1];
            if (parent.isNull()) {
                throw new WeightFormatException("recipe is not usable: there is no '" + change.getKey()
                        + "' while what it belongs to is null; give all of that as {key: value, ...}");
            }
            if (!(parent instanceof ObjectNode object) || !object.has(key)) {
                throw new WeightFormatException("recipe is not usable: unknown key '" + change.getKey() + "'");
            }
            try {
                object.set(key, YAML.readTree(change.getValue()));
            } catch (JsonProcessingException e) {
                throw new WeightFormatException(
                        "recipe is not usable: the value of '" + change.getKey() + "' is not YAML", e);
            }
        }
        return recipe(tree);
    }

    /** Every value of a recipe as text, by dotted key. */
    public static Map<String, String> flat(Recipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        flatten(JSON.valueToTree(recipe), "", values);
        return values;
    }

    private static void flatten(JsonNode tree, String prefix, Map<String, String> into) {
        tree.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(value, prefix + entry.getKey() + ".", into);
            } else {
                into.put(prefix + entry.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
    }

    private static Recipe recipe(ObjectNode tree) throws WeightFormatException {
        List<String> wrong = RecipeKeys.wrong(tree);
        if (!wrong.isEmpty()) {
            throw new WeightFormatException("recipe is not usable: " + String.join(", ", wrong));
        }
        try {
            return JSON.treeToValue(tree, Recipe.class);
        } catch (JsonProcessingException e) {
            throw unusable(e);
        }
    }

    private static WeightFormatException unusable(JsonProcessingException problem) {
        return new WeightFormatException("recipe is not usable: " + reason(problem), problem);
    }

    private static String reason(JsonProcessingException problem) {
        if (problem instanceof ValueInstantiationException && problem.getCause() != null) {
            return String.valueOf(problem.getCause().getMessage());
        }
        if (problem instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            String key = mismatch.getPath().stream()
                    .map(step -> String.valueOf(step.getFieldName()))
                    .collect(Collectors.joining("."));
            return "the value of '" + key + "' is of a wrong kind"; // its own words name classes
        }
        return problem.getOriginalMessage();
    }
}
