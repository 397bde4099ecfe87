package org.cordscope.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.stream.Stream;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/** Names of training runs, {@code <utc>-<name>}, and which run a command means. */
public final class RunName {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private RunName() {}

    /** The folder of a run that begins now; not made yet. */
    public static Path fresh(StudyFolder study, String name, Clock clock) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("a run's name has letters, digits, dot, dash and underscore: " + name);
        }
        return study.runs().resolve(UTC.format(clock.instant()) + "-" + name);
    }

    /** The run that the user named, by name or by path, or else the newest with a model, controls with permuted labels aside. */
    public static Path find(StudyFolder study, @Nullable String run) throws IOException {
        if (run != null) {
            Path named = study.runs().resolve(run);
            Path folder = Files.isDirectory(named) ? named : Path.of(run);
            Inputs.mustExist(folder, "The study's runs are in " + study.runs() + ".");
            return folder;
        }
        try (Stream<Path> runs = Files.list(study.runs())) {
            return runs.filter(folder -> Files.exists(bestModel(folder)) && !RunSplit.permuted(folder))
                    .max(Comparator.comparing(folder -> folder.getFileName().toString()))
                    .orElseThrow(() ->
                            new UserFacingException("The study has no trained model yet", "Run: cordscope train"));
        }
    }

    /** Where a run keeps its best model; there may be none yet. */
    public static Path bestModel(Path run) {
        return run.resolve("checkpoints").resolve("best").resolve("model.safetensors");
    }
}
