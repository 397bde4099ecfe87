package org.cordscope.cohort.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cordscope.study.UserFacingException;

/** The rules for choosing a series, as {@code series-rules.yaml} explains them. */
public record SeriesRules(
        List<String> rules,
        double maxTiltDegrees,
        int minSlices,
        int minSlicesBesideOtherPlane,
        double slabGapFactor,
        int maxRepeatsPerPosition,
        double minEchoTimeMs,
        double minRepetitionTimeMs,
        double minEchoTrainLength,
        double longEchoTrainLength,
        double minRepetitionTimeOfLongTrainMs,
        boolean allowT2star,
        double minT2starEchoTimeMs,
        int localiserSeriesPlane,
        double localiserMaxEchoTimeMs,
        List<String> refusedImageTypes,
        List<String> echoPlanarImageTypes,
        List<String> localiserImageTypes,
        List<String> waterImageTypes,
        List<String> inPhaseImageTypes,
        List<String> fatSaturationScanOptions,
        List<String> noContrastAgent,
        List<String> otherBodyParts,
        List<String> defaultBodyParts,
        List<String> cervicalBodyParts,
        List<String> prefer,
        Words words) {

    private static final String SHIPPED = "series-rules.yaml";
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Regular expressions for words of descriptions, by what they speak for. */
    public record Words(
            List<String> localiser,
            List<String> derived,
            List<String> cervical,
            List<String> otherRegion,
            List<String> contrast,
            List<String> beforeContrast,
            List<String> echoPlanar,
            List<String> inversionRecovery,
            List<String> fatSaturation,
            List<String> dixon,
            List<String> dixonInPhase,
            List<String> t2star,
            List<String> t2,
            List<String> otherWeighting,
            List<String> turboSpinEcho) {

        public Words {
            localiser = checked(localiser);
            derived = checked(derived);
            cervical = checked(cervical);
            otherRegion = checked(otherRegion);
            contrast = checked(contrast);
            beforeContrast = checked(beforeContrast);
            echoPlanar = checked(echoPlanar);
            inversionRecovery = checked(inversionRecovery);
            fatSaturation = checked(fatSaturation);
            dixon = checked(dixon);
            dixonInPhase = checked(dixonInPhase);
            t2star = checked(t2star);
            t2 = checked(t2);
            otherWeighting = checked(otherWeighting);
            turboSpinEcho = checked(turboSpinEcho);
        }

        private static List<String> checked(List<String> words) {
            try {
                words.forEach(Pattern::compile);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("not a regular expression: " + e.getPattern(), e);
            }
            return List.copyOf(words);
        }
    }

    public SeriesRules {
        rules.forEach(SeriesRule::named);
        prefer.forEach(SeriesPreference::named);
        if (!(maxTiltDegrees > 0 && maxTiltDegrees <= 90) || minSlices < 1 || !(slabGapFactor > 1)) {
            throw new IllegalArgumentException(
                    "tilt must lie in 0..90 degrees, slices be 1 or more, gap factor above 1: " + maxTiltDegrees + ", "
                            + minSlices + ", " + slabGapFactor);
        }
        if (maxRepeatsPerPosition < 1) {
            throw new IllegalArgumentException("repeats per position start at 1: " + maxRepeatsPerPosition);
        }
        rules = List.copyOf(rules);
        refusedImageTypes = List.copyOf(refusedImageTypes);
        echoPlanarImageTypes = List.copyOf(echoPlanarImageTypes);
        localiserImageTypes = List.copyOf(localiserImageTypes);
        waterImageTypes = List.copyOf(waterImageTypes);
        inPhaseImageTypes = List.copyOf(inPhaseImageTypes);
        fatSaturationScanOptions = List.copyOf(fatSaturationScanOptions);
        noContrastAgent = List.copyOf(noContrastAgent);
        otherBodyParts = List.copyOf(otherBodyParts);
        defaultBodyParts = List.copyOf(defaultBodyParts);
        cervicalBodyParts = List.copyOf(cervicalBodyParts);
        prefer = List.copyOf(prefer);
    }

    /** The shipped rules. */
    public static SeriesRules defaults() {
        try {
            return YAML.treeToValue(shipped(), SeriesRules.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the shipped series rules cannot be read", e);
        }
    }

    /**
     * The shipped rules with the user's keys in their place.
     *
     * @throws UserFacingException where the file is not YAML, or a key or a value is not known
     */
    public static SeriesRules load(Path file) {
        String remedy = "Compare the file with the shipped series-rules.yaml: keys, types, rule names.";
        try {
            JsonNode own = YAML.readTree(Files.readAllBytes(file));
            if (!own.isObject()) {
                throw new UserFacingException("The series rules hold no keys: " + file.getFileName(), remedy);
            }
            return YAML.treeToValue(merged(shipped(), own), SeriesRules.class);
        } catch (JsonProcessingException e) {
            throw new UserFacingException("The series rules cannot be used: " + e.getOriginalMessage(), remedy, e);
        } catch (IOException e) {
            throw new UserFacingException("The series rules cannot be read: " + file, "Check the path.", e);
        }
    }

    public SeriesRules withAllowT2star(boolean allowed) {
        return with(rules, allowed, maxRepeatsPerPosition);
    }

    /** What a series chosen by hand has to meet: only that slices can be made of it. */
    SeriesRules withoutJudgement() {
        return with(List.of("mosaic", "geometry"), allowT2star, Integer.MAX_VALUE);
    }

    private SeriesRules with(List<String> rules, boolean allowT2star, int maxRepeatsPerPosition) {
        return new SeriesRules(
                rules,
                maxTiltDegrees,
                minSlices,
                minSlicesBesideOtherPlane,
                slabGapFactor,
                maxRepeatsPerPosition,
                minEchoTimeMs,
                minRepetitionTimeMs,
                minEchoTrainLength,
                longEchoTrainLength,
                minRepetitionTimeOfLongTrainMs,
                allowT2star,
                minT2starEchoTimeMs,
                localiserSeriesPlane,
                localiserMaxEchoTimeMs,
                refusedImageTypes,
                echoPlanarImageTypes,
                localiserImageTypes,
                waterImageTypes,
                inPhaseImageTypes,
                fatSaturationScanOptions,
                noContrastAgent,
                otherBodyParts,
                defaultBodyParts,
                cervicalBodyParts,
                prefer,
                words);
    }

    List<SeriesPreference> preferences() {
        return prefer.stream().map(SeriesPreference::named).toList();
    }

    List<SeriesRule> order() {
        return rules.stream().map(SeriesRule::named).toList();
    }

    private static JsonNode shipped() {
        try (InputStream in = SeriesRules.class.getResourceAsStream(SHIPPED)) {
            return YAML.readTree(Objects.requireNonNull(in, SHIPPED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode merged(JsonNode base, JsonNode own) {
        ObjectNode result = (ObjectNode) base;
        own.properties().forEach(e -> {
            JsonNode inherited = result.get(e.getKey());
            boolean both =
                    inherited != null && inherited.isObject() && e.getValue().isObject();
            result.set(e.getKey(), both ? merged(inherited, e.getValue()) : e.getValue());
        });
        return result;
    }
}
