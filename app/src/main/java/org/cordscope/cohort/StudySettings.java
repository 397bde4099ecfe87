package org.cordscope.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.cordscope.deid.DeidentificationOptions;
import org.cordscope.deid.ProfileOption;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * What a study is, as {@code study.yaml} says it.
 *
 * @param seed seed of the split
 * @param sites names that the clinical table may use; empty means any
 * @param raters names whose labels are imported; empty means any
 * @param deidentification options of the confidentiality profile; empty is the basic profile alone
 * @param database address of a PostgreSQL database for the catalogue, without a password; null for SQLite in the study folder
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StudySettings(
        String name,
        long seed,
        List<String> sites,
        List<String> raters,
        SplitShares split,
        List<ProfileOption> deidentification,
        @Nullable String database) {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    private static final long DEFAULT_SEED = 20211;
    private static final List<ProfileOption> DEFAULT_OPTIONS =
            DeidentificationOptions.defaults().applied().stream().sorted().toList();

    @SuppressWarnings("NullAway") // Jackson passes null for keys that the file leaves out
    public StudySettings {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a study has a name");
        }
        sites = sites == null ? List.of() : List.copyOf(sites);
        raters = raters == null ? List.of() : List.copyOf(raters);
        split = Objects.requireNonNullElse(split, SplitShares.PAPER);
        deidentification = deidentification == null ? DEFAULT_OPTIONS : List.copyOf(deidentification);
        if (deidentification.contains(ProfileOption.RETAIN_UIDS)) {
            throw new IllegalArgumentException("a study cannot retain UIDs, since its pseudonyms hang on them");
        }
    }

    public static StudySettings named(String name) {
        return new StudySettings(name, DEFAULT_SEED, List.of(), List.of(), SplitShares.PAPER, DEFAULT_OPTIONS, null);
    }

    public StudySettings withSeed(long newSeed) {
        return new StudySettings(name, newSeed, sites, raters, split, deidentification, database);
    }

    public StudySettings withRaters(List<String> newRaters) {
        return new StudySettings(name, seed, sites, newRaters, split, deidentification, database);
    }

    public StudySettings withSplit(SplitShares newSplit) {
        return new StudySettings(name, seed, sites, raters, newSplit, deidentification, database);
    }

    public StudySettings withDeidentification(List<ProfileOption> options) {
        return new StudySettings(name, seed, sites, raters, split, options, database);
    }

    public StudySettings withDatabase(@Nullable String newDatabase) {
        return new StudySettings(name, seed, sites, raters, split, deidentification, newDatabase);
    }

    static StudySettings read(Path file) throws IOException {
        String remedy =
                "Known keys: name, seed, sites, raters, split (holdout, validation), deidentification," + " database.";
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
