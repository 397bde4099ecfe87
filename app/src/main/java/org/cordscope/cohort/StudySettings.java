package org.cordscope.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * What a study is, as {@code study.yaml} says it.
 *
 * @param seed seed of the split
 * @param sites names that the clinical table may use; empty means any
 * @param raters names whose labels are imported; empty means any
 * @param database address of a PostgreSQL database for the catalogue, without a password; null for SQLite in the study folder
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StudySettings(
        String name,
        long seed,
        List<String> sites,
        List<String> raters,
        SplitShares split,
        @Nullable String database) {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final long DEFAULT_SEED = 20211;

    @SuppressWarnings("NullAway") // Jackson passes null for keys that the file leaves out
    public StudySettings {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a study has a name");
        }
        sites = sites == null ? List.of() : List.copyOf(sites);
        raters = raters == null ? List.of() : List.copyOf(raters);
        split = Objects.requireNonNullElse(split, SplitShares.PAPER);
    }

    public static StudySettings named(String name) {
        return new StudySettings(name, DEFAULT_SEED, List.of(), List.of(), SplitShares.PAPER, null);
    }

    public StudySettings withSeed(long newSeed) {
        return new StudySettings(name, newSeed, sites, raters, split, database);
    }

    public StudySettings withRaters(List<String> newRaters) {
        return new StudySettings(name, seed, sites, newRaters, split, database);
    }

    public StudySettings withSplit(SplitShares newSplit) {
        return new StudySettings(name, seed, sites, raters, newSplit, database);
    }

    public StudySettings withDatabase(@Nullable String newDatabase) {
        return new StudySettings(name, seed, sites, raters, split, newDatabase);
    }

    static StudySettings read(Path file) throws IOException {
        String remedy = "Known keys: name, seed, sites, raters, split (holdout, validation), database.";
        try {
            @Nullable StudySettings settings = YAML.readValue(Files.readAllBytes(file), StudySettings.class);
            if (settings == null) {
                throw new UserFacingException("study.yaml is empty.", remedy);
            }
            return settings;
        } catch (JsonProcessingException e) {
            throw new UserFacingException("study.yaml cannot be used: " + e.getOriginalMessage(), remedy, e);
        }
    }

    String toYaml() throws IOException {
        return YAML.writeValueAsString(this);
    }
}
