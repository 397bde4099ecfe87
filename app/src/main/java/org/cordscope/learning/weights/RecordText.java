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
import org.cordscope.learning.trust.Neighbours;
import org.cordscope.learning.trust.Quantisation;
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

    private static final String QUANTISATION = "quantisation";
    private static final String FEATURES = ARRAYS + "features";
    private static final String PICTURES = ARRAYS + "pictures";
    private static final String METHOD = "distance to the tenth nearest of unit-length points";
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
    private record Reference(
            String method, double featuresLimit, double picturesLimit, double quantile, int patients) {}

    private RecordText() {}

    static Map<String, String> metadata(ModelRecord record) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("training", json(record.training()));
        metadata.put("threshold", json(record.threshold()));
        metadata.put("calibration", json(record.calibration()));
        FeatureReference of = record.reference();
        if (of != null) {
            metadata.put(
                    "reference",
                    json(new Reference(
                            METHOD, of.features().limit(), of.pictures().limit(), of.quantile(), of.patients())));
        }
        metadata.put("card", record.card());
        return metadata;
    }

    static Map<String, String> metadata(Quantisation quantisation) {
        return Map.of(QUANTISATION, json(quantisation));
    }

    /** Null where the metadata hold none. */
    static @Nullable Quantisation quantisation(Map<String, String> metadata) throws WeightFormatException {
        return metadata.containsKey(QUANTISATION) ? read(metadata, QUANTISATION, Quantisation.class) : null;
    }

    static Map<String, Weight> arrays(ModelRecord record) {
        FeatureReference of = record.reference();
        if (of == null) {
            return Map.of();
        }
        Map<String, Weight> arrays = new LinkedHashMap<>();
        arrays.put(FEATURES, array(of.features()));
        arrays.put(PICTURES, array(of.pictures()));
        return arrays;
    }

    private static Weight array(Neighbours of) {
        return Weight.of(of.points(), List.of((long) of.count(), (long) of.width()));
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
        return new FeatureReference(
                neighbours(arrays.get(FEATURES), of.featuresLimit()),
                neighbours(arrays.get(PICTURES), of.picturesLimit()),
                of.quantile(),
                of.patients());
    }

    private static Neighbours neighbours(@Nullable Weight points, double limit) throws WeightFormatException {
        if (points == null || points.shape().size() != 2) {
            throw new WeightFormatException("the arrays of its reference are missing");
        }
        try {
            return new Neighbours(Math.toIntExact(points.shape().get(1)), points.floats(), limit);
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
