package org.cordscope.report.published;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.cordscope.evaluation.published.Verdict;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/** Reads a paper's printed numbers; a key that nobody knows stops the run. */
public final class PublishedFile {
    private static final ObjectMapper YAML = JsonMapper.builder(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private PublishedFile() {}

    /**
     * Every check that a file's numbers allow, in its order.
     *
     * @throws UserFacingException where the file is no such YAML
     */
    public static List<Verdict> check(Path yaml) {
        try {
            return check(Files.readString(yaml), String.valueOf(yaml.getFileName()));
        } catch (IOException e) {
            throw new UserFacingException(yaml + " cannot be read as text.", "Check the path and its permissions.", e);
        }
    }

    /** The same of the paper that Cordscope re-implements. */
    public static List<Verdict> checkExample() {
        return check(example(), "merali-2021.yaml");
    }

    /** The example's text, to be copied and filled in. */
    public static String example() {
        try (InputStream text = PublishedFile.class.getResourceAsStream("merali-2021.yaml")) {
            if (text == null) {
                throw new IllegalStateException("merali-2021.yaml is missing from the class path");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("merali-2021.yaml cannot be read from the class path", e);
        }
    }

    static List<Verdict> check(String text, String name) {
        if (text.isBlank()) {
            throw refused(name + " is empty.", null);
        }
        try {
            return YAML.readValue(text, PublishedNumbers.class).verdicts();
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof JsonProcessingException syntax) {
                throw refused(notYaml(name, syntax), e);
            }
            String where = e.getPath().stream()
                    .map(p -> p.getFieldName() == null ? "number " + (p.getIndex() + 1) : p.getFieldName())
                    .collect(Collectors.joining(", "));
            throw refused(name + ", " + where + ": " + why(e) + ".", e);
        } catch (JsonProcessingException e) {
            throw refused(notYaml(name, e), e);
        } catch (IllegalArgumentException e) {
            throw refused(name + ": " + e.getMessage() + ".", e);
        }
    }

    private static String notYaml(String name, JsonProcessingException e) {
        return name + " is not YAML"
                + (e.getLocation() == null
                        ? "."
                        : ": look at line " + e.getLocation().getLineNr() + ".");
    }

    private static String why(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "there is no such key";
        }
        if (e instanceof InvalidFormatException) {
            return "it is not a number";
        }
        String message = String.valueOf(e.getOriginalMessage());
        return message.startsWith("Missing required") ? "it is missing" : "it has not the form that it needs";
    }

    private static UserFacingException refused(String problem, @Nullable Exception cause) {
        String remedy = "See: cordscope evaluate check --show-example";
        return cause == null
                ? new UserFacingException(problem, remedy)
                : new UserFacingException(problem, remedy, cause);
    }
}
