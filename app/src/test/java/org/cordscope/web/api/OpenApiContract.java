package org.cordscope.web.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** What the API's description says: its routes, and whether a value is of one of its schemas. */
final class OpenApiContract {
    private final JsonNode description;

    OpenApiContract(JsonNode description) {
        this.description = description;
    }

    SortedSet<String> routes() {
        SortedSet<String> routes = new TreeSet<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return routes;
    }

    /** Whether a route is described as open to everybody. */
    boolean isOpen(String route) {
        String[] words = route.split(" ", 2);
        JsonNode security = description
                .get("paths")
                .get(words[1])
                .get(words[0].toLowerCase(Locale.ROOT))
                .path("security");
        return security.isArray() && security.isEmpty();
    }

    void check(String schema, JsonNode value) {
        check(description.get("components").get("schemas").get(schema), value, schema);
    }

    private void check(JsonNode schema, JsonNode value, String where) {
        if (schema.has("$ref")) {
            check(description.at(schema.get("$ref").asText().substring(1)), value, where);
            return;
        }
        JsonNode type = schema.path("type");
        boolean typed = type.isMissingNode()
                || (type.isArray()
                        ? StreamSupport.stream(type.spliterator(), false).anyMatch(t -> is(t.asText(), value))
                        : is(type.asText(), value));
        assertTrue(typed, () -> where + " is no " + type + ": " + value);
        if (schema.has("enum")) {
            assertTrue(
                    StreamSupport.stream(schema.get("enum").spliterator(), false)
                            .anyMatch(value::equals),
                    () -> where + ": " + value);
        }
        if (schema.has("pattern")) {
            assertTrue(value.asText().matches(schema.get("pattern").asText()), () -> where + ": " + value);
        }
        schema.path("required").forEach(key -> assertTrue(value.has(key.asText()), () -> where + " lacks " + key));
        if (schema.has("properties")) {
            value.properties().forEach(property -> {
                JsonNode own = schema.get("properties").get(property.getKey());
                assertTrue(own != null, () -> where + "." + property.getKey() + " is not described");
                check(own, property.getValue(), where + "." + property.getKey());
            });
        }
        if (schema.has("items")) {
            value.forEach(item -> check(schema.get("items"), item, where + "[]"));
        }
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("a type that JSON has not: " + type);
        };
    }
}
