package org.cordscope.learning.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.FeatureReference;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.learning.trust.TrainingSummary;
import org.jspecify.annotations.Nullable;

/**
 * A model's record as metadata (JSON by key, the card as it is) and as arrays, whose names begin with {@value #ARRAYS}.
 * Unknown, missing and repeated keys are errors; what a file lacks altogether was not recorded.
 */
final class RecordText {
    /** Begins the names of the arrays that are not weights of the network. */
    static final String ARRAYS = "reference.";

    private static final String METHOD =
            "Mahalanobis distance of unit-length pooled features to the nearer class mean, Ledoit-Wolf covariance";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
            .build();

    /** What a reference says of itself beside its arrays. */
    private record Reference(String method, double limit, double quantile, int patients, int slices) {}

    private RecordText() {}

    static Map<String, String> metadata(ModelRecord record) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("training", json(record.training()));
        metadata.put("threshold", json(record.threshold()));
        metadata.put("calibration", json(record.calibration()));
        FeatureReference of = record.reference();
        if (of != null) {
            metadata.put(
                    "reference", json(new Reference(METHOD, of.limit(), of.quantile(), of.patients(), of.slices())));
        }
        metadata.put("card", record.card());
        return metadata;
    }

    static Map<String, Weight> arrays(ModelRecord record) {
        FeatureReference of = record.reference();
        if (of == null) {
            return Map.of();
        }
        Map<String, Weight> arrays = new LinkedHashMap<>();
        long size = of.size();
        arrays.put(ARRAYS + "means", Weight.of(of.means(), List.of(of.means().length / size, size)));
        arrays.put(ARRAYS + "whitening", Weight.of(of.whitening(), List.of((long) of.whitening().length)));
        return arrays;
    }

    /** Null where the metadata hold no record. */
    static @Nullable ModelRecord read(Map<String, String> metadata, Map<String, Weight> arrays)
            throws WeightFormatException {
        if (!metadata.containsKey("training")) {
            return null;
        }
        return new ModelRecord(
                read(metadata, "training", TrainingSummary.class),
                read(metadata, "threshold", DecisionThreshold.class),
                read(metadata, "calibration", TemperatureScaling.class),
                metadata.containsKey("reference") ? reference(metadata, arrays) : null,
                metadata.getOrDefault("card", ""));
    }

    private static FeatureReference reference(Map<String, String> metadata, Map<String, Weight> arrays)
            throws WeightFormatException {
        Reference of = read(metadata, "reference", Reference.class);
        Weight means = arrays.get(ARRAYS + "means");
        Weight whitening = arrays.get(ARRAYS + "whitening");
        if (means == null || means.shape().size() != 2 || whitening == null) {
            throw new WeightFormatException("the arrays of its reference are missing");
        }
        try {
            return new FeatureReference(
                    Math.toIntExact(means.shape().get(1)),
                    means.floats(),
                    whitening.floats(),
                    of.limit(),
                    of.quantile(),
                    of.patients(),
                    of.slices());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new WeightFormatException("its reference is not usable: " + e.getMessage(), e);
        }
    }

    private static <T> T read(Map<String, String> metadata, String key, Class<T> type) throws WeightFormatException {
        try {
            return JSON.readValue(metadata.getOrDefault(key, ""), type);
        } catch (JsonProcessingException e) {
            throw new WeightFormatException("its metadata '" + key + "' is not usable", e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always writable", e);
        }
    }
}
