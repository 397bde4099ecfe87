package org.cordscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.cohort.Cohort;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/** The fold that validated a training run, as its {@code env.json} remembers it. */
final class RunFold {
    private static final String KEY = "fold";

    private RunFold() {}

    /** From 1; null where the run's split had no folds. */
    static @Nullable Integer of(Path run) throws IOException {
        Path record = run.resolve("env.json");
        if (!Files.exists(record)) {
            return null;
        }
        JsonNode fold = new ObjectMapper()
                .readTree(Files.readAllBytes(record))
                .path("configuration")
                .path(KEY);
        return fold.isMissingNode() ? null : Integer.valueOf(fold.asInt());
    }

    static Map<String, String> configuration(String preset, @Nullable Integer fold) {
        Map<String, String> configuration = new LinkedHashMap<>(Map.of("preset", preset));
        if (fold != null) {
            configuration.put(KEY, String.valueOf(fold));
        }
        return configuration;
    }

    /** End of the name of a run. */
    static String suffix(@Nullable Integer fold) {
        return fold == null ? "" : "-fold" + fold;
    }

    /** The labelled slices of a part as the run saw it; a part without any is refused with what to do. */
    static List<CohortSlice> slices(StudyFolder study, Path run, Part part) throws IOException {
        List<CohortSlice> slices = Cohort.load(study, of(run)).in(part);
        if (slices.isEmpty()) {
            throw new UserFacingException(
                    "The " + part.name().toLowerCase(Locale.ROOT) + " part has no labelled slice",
                    part == Part.HOLDOUT
                            ? "Evaluate the validation patients with --part validation, or split with a holdout."
                            : "Look at cordscope status.");
        }
        return slices;
    }
}
