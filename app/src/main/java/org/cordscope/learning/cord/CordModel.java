package org.cordscope.learning.cord;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.Weight;
import org.cordscope.learning.weights.WeightFormatException;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * The networks that find and judge, as they are kept: safetensors whose metadata hold {@code format} = {@value #FORMAT}, {@code
 * recipe}, {@code decision} and {@code card}, and {@code tuning} where it was fine-tuned. Filters lie in the file as float16.
 *
 * @param weights arrays of all networks by name
 * @param card the model card, Markdown
 * @param tuning how it was fine-tuned; null where it was not
 */
public record CordModel(
        CordRecipe recipe,
        Map<String, Weight> weights,
        Decision decision,
        String card,
        @Nullable TuningRecord tuning) {
    public static final String FORMAT = "cordscope-cord 1";
    private static final String TUNING = "tuning";
    private static final String FURTHER_SEEDS = "further_seeds";
    private static final List<String> SCANNED_SHARES = List.of("scanned_share", "scanned_t2_star");
    private static final String SCAN_THRESHOLD = "scan_threshold";
    private static final String SHIPPED = "cord.safetensors";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * What becomes of what the networks say.
     *
     * @param threshold of the probability, before calibration
     * @param measures what the measures of the cord say beside the network
     * @param scanThreshold from where on the highest probability of a scan is enough to call the scan compressed; null where any
     *     compressed slice is enough
     */
    public record Decision(
            DecisionThreshold threshold,
            TemperatureScaling calibration,
            MeasureJudge measures,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DecisionThreshold scanThreshold) {
        /** By which any compressed slice is enough to call the scan so. */
        public Decision(DecisionThreshold threshold, TemperatureScaling calibration, MeasureJudge measures) {
            this(threshold, calibration, measures, null);
        }

        public Decision withScanThreshold(@Nullable DecisionThreshold chosen) {
            return new Decision(threshold, calibration, measures, chosen);
        }

        public Decision withMeasures(MeasureJudge other) {
            return new Decision(threshold, calibration, other, scanThreshold);
        }

        /** Before anything was validated. */
        public static Decision untried() {
            return new Decision(
                    new DecisionThreshold(0.5, "not chosen yet"),
                    TemperatureScaling.none("not validated yet"),
                    MeasureJudge.none());
        }
    }

    public CordModel {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** One that was not fine-tuned. */
    public CordModel(CordRecipe recipe, Map<String, Weight> weights, Decision decision, String card) {
        this(recipe, weights, decision, card, null);
    }

    public CordModel withWeights(Map<String, Weight> other) {
        return new CordModel(recipe, other, decision, card, tuning);
    }

    public CordModel withRecipe(CordRecipe other) {
        return new CordModel(other, weights, decision, card, tuning);
    }

    public CordModel withDecision(Decision found) {
        return new CordModel(recipe, weights, found, card, tuning);
    }

    public CordModel withCard(String written) {
        return new CordModel(recipe, weights, decision, written, tuning);
    }

    public CordModel withTuning(TuningRecord record) {
        return new CordModel(recipe, weights, decision, card, record);
    }

    /** Whether a file says of itself that it is one; false where it cannot be read. */
    public static boolean claims(Path file) {
        try {
            return SafeTensors.read(file).metadata().getOrDefault("format", "").startsWith("cordscope-cord ");
        } catch (IOException e) {
            return false;
        }
    }

    /** The one that ships. */
    public static CordModel shipped() {
        try (InputStream file = CordModel.class.getResourceAsStream(SHIPPED)) {
            return of(SafeTensors.of(Objects.requireNonNull(file, SHIPPED).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped model is damaged", e);
        }
    }

    /** Reads a model; whatever is wrong with the file is said to the user. */
    public static CordModel read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return of(SafeTensors.read(file));
        } catch (NoSuchFileException e) {
            throw new UserFacingException("There is no model " + file + ".", "Check the path.", e);
        } catch (WeightFormatException e) {
            throw new UserFacingException(
                    "Model " + name + " is not one that finds and judges the cord: " + e.getMessage() + ".",
                    "Leave out --model for the one that ships, or train one with `cord train`.",
                    e);
        } catch (IOException e) {
            throw new UserFacingException(
                    "Model " + name + " cannot be read: " + e.getMessage() + ".",
                    "Check the file and its permissions.",
                    e);
        }
    }

    /** @throws WeightFormatException where the file is another kind of model, or damaged */
    public static CordModel of(SafeTensors file) throws WeightFormatException {
        Map<String, String> metadata = file.metadata();
        if (!metadata.getOrDefault("format", "").equals(FORMAT)) {
            throw new WeightFormatException(
                    "its format is \"" + metadata.getOrDefault("format", "") + "\" instead of \"" + FORMAT + "\"");
        }
        try {
            return new CordModel(
                    recipe(metadata.getOrDefault("recipe", "")),
                    file.weights(),
                    decision(metadata.getOrDefault("decision", "")),
                    metadata.getOrDefault("card", ""),
                    metadata.containsKey(TUNING) ? JSON.readValue(metadata.get(TUNING), TuningRecord.class) : null);
        } catch (JsonProcessingException e) {
            throw new WeightFormatException("its recipe or decision cannot be read", e);
        }
    }

    /** Most files are of one training by randomised samples, and do not say that there is nothing else. */
    private static CordRecipe recipe(String json) throws JsonProcessingException {
        JsonNode tree = JSON.readTree(json);
        if (tree instanceof ObjectNode all) {
            if (!all.has(FURTHER_SEEDS)) {
                all.putArray(FURTHER_SEEDS);
            }
            for (String share : SCANNED_SHARES) {
                if (!all.has(share)) {
                    all.put(share, 0.0);
                }
            }
        }
        return JSON.treeToValue(tree, CordRecipe.class);
    }

    /** Files from before misfit was measured give it no weight, and measures a half; not all have a threshold of scans. */
    private static Decision decision(String json) throws JsonProcessingException {
        JsonNode tree = JSON.readTree(json);
        if (tree instanceof ObjectNode all && !all.has(SCAN_THRESHOLD)) {
            all.putNull(SCAN_THRESHOLD);
        }
        if (tree.get("measures") instanceof ObjectNode measures) {
            if (!measures.has("misfit")) {
                measures.put("misfit", 0.0);
            }
            if (!measures.has("share")) {
                measures.put("share", MeasureJudge.HALF);
            }
        }
        return JSON.treeToValue(tree, Decision.class);
    }

    /** SHA-256 over the networks' arrays and the decision, lower-case hexadecimal. */
    public String sha256() {
        List<ByteBuffer> parts = new ArrayList<>();
        parts.add(ByteBuffer.wrap(metadata().getOrDefault("decision", "").getBytes(StandardCharsets.UTF_8)));
        new TreeMap<>(weights).forEach((name, weight) -> {
            String head = name + " " + weight.type() + " " + weight.shape() + "\n";
            parts.add(ByteBuffer.wrap(head.getBytes(StandardCharsets.UTF_8)));
            parts.add(weight.bytes());
        });
        return Sha256.of(parts);
    }

    /** What the file says of itself, by key. */
    public Map<String, String> metadata() {
        try {
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put("format", FORMAT);
            metadata.put("recipe", JSON.writeValueAsString(recipe));
            metadata.put("decision", JSON.writeValueAsString(decision));
            metadata.put("card", card);
            if (tuning != null) {
                metadata.put(TUNING, JSON.writeValueAsString(tuning));
            }
            return metadata;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the file whole or not at all; filters and dense layers as float16. */
    public void write(Path file) throws IOException {
        Map<String, Weight> kept = new LinkedHashMap<>();
        weights.forEach((name, weight) -> kept.put(name, kept(weight)));
        new SafeTensors(metadata(), kept).write(file);
    }

    private static Weight kept(Weight weight) {
        List<Long> shape = weight.shape();
        return shape.size() > 1 ? Weight.half(weight.floats(), shape) : weight;
    }
}
