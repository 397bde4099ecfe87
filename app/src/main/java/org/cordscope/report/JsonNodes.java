package org.cordscope.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;
import org.cordscope.evaluation.Comparison;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.Estimate;
import org.jspecify.annotations.Nullable;

/** Forms that all JSON files of results share: undefined numbers are null, every estimate names its method. */
final class JsonNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonNodes() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static String text(ObjectNode root) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and texts can always be written", e);
        }
    }

    static ObjectNode estimate(Estimate estimate) {
        ObjectNode node = object();
        number(node, "value", estimate.value());
        number(node, "low", estimate.low());
        number(node, "high", estimate.high());
        return node.put("method", estimate.method());
    }

    static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    static ObjectNode confusion(Confusion c) {
        return object().put("true_positives", c.truePositives())
                .put("false_positives", c.falsePositives())
                .put("true_negatives", c.trueNegatives())
                .put("false_negatives", c.falseNegatives());
    }

    /** Puts {@code difference}, {@code z} and {@code p} of a comparison, null where there is none. */
    static void comparison(ObjectNode node, @Nullable Comparison comparison) {
        if (comparison == null) {
            node.putNull("difference").putNull("z").putNull("p");
        } else {
            node.set("difference", estimate(comparison.difference()));
            number(node, "z", comparison.statistic());
            number(node, "p", comparison.pValue());
        }
    }

    /** Puts an array with an object for each item. */
    static <T> void array(ObjectNode parent, String name, List<T> items, BiConsumer<ObjectNode, T> fill) {
        ArrayNode array = parent.putArray(name);
        items.forEach(item -> fill.accept(array.addObject(), item));
    }
}
