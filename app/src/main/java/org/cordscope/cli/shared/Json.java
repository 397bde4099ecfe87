package org.cordscope.cli.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results on stdout, as one JSON object or as lines for people. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final int MOST_LISTED = 20;

    private Json() {}

    /** Prints results: JSON, or a line for each. */
    public static void print(Map<String, Object> result, boolean json) {
        if (json) {
            System.out.println(text(result));
        } else {
            result.forEach((name, value) -> System.out.printf("%-20s %s%n", name.replace('_', ' '), plain(value)));
        }
    }

    /** As indented JSON. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not expressible as JSON: " + value, e);
        }
    }

    /** JSON that the program wrote itself. */
    public static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a model's metadata were just written", e);
        }
    }

    private static String plain(Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.4g", number);
        }
        if (value instanceof List<?> list) {
            String first = String.join(
                    " ", list.stream().limit(MOST_LISTED).map(Json::plain).toList());
            int more = list.size() - MOST_LISTED;
            return more > 0 ? first + " and " + more + " more (--json lists all)" : first;
        }
        return String.valueOf(value);
    }

    /** The median of numbers in any order; at least one. */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
