package org.cordscope.learning.initial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a file of weights in the folder; lies beside it as {@code NAME.json}.
 *
 * @param name what they are called here
 * @param file name of the file in the folder
 * @param architecture the trunk they are for, found by names and shapes
 * @param tensors number of arrays in the file
 * @param bytes size of the file
 * @param sha256 hash of the file, in lower-case hexadecimal
 * @param source the address it was fetched from, or the name of the file that was added
 * @param addedUtc when, as in ISO 8601
 */
public record StoredWeights(
        String name,
        String file,
        String architecture,
        int tensors,
        long bytes,
        String sha256,
        String source,
        String addedUtc) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public StoredWeights {
        if (!file.equals(name + ".pth") && !file.equals(name + ".safetensors")) {
            throw new IllegalArgumentException("the file of " + name + " is called " + file);
        }
        try {
            Instant.parse(addedUtc);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time: " + addedUtc, e);
        }
    }

    static StoredWeights read(Path sideCar) throws IOException {
        try {
            StoredWeights weights = JSON.readValue(Files.readString(sideCar), StoredWeights.class);
            if (sideCar.endsWith(weights.name() + ".json")) {
                return weights;
            }
            throw damaged(sideCar, null);
        } catch (JsonProcessingException e) {
            throw damaged(sideCar, e);
        }
    }

    private static UserFacingException damaged(Path sideCar, @Nullable Exception cause) {
        String problem = "The side-car " + sideCar + " is damaged";
        String remedy = "Delete it and add its weights again.";
        return cause == null
                ? new UserFacingException(problem, remedy)
                : new UserFacingException(problem, remedy, cause);
    }

    void write(Path sideCar) throws IOException {
        WholeFile.write(sideCar, JSON.writeValueAsString(this) + "\n");
    }
}
