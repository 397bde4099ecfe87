package org.cordscope.cli.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.cordscope.cohort.StudyFolder;
import picocli.CommandLine.Option;

/** The study that a command works on. */
public final class StudyOption {
    @Option(names = "--study", paramLabel = "DIR", defaultValue = ".", description = "Study folder (the current one)")
    private Path study = Path.of(".");

    /** Whether there is a study: for commands that can do without. */
    public boolean isThere() {
        return Files.exists(study.resolve("study.yaml"));
    }

    /** Opens the study; the caller closes it. */
    public StudyFolder open() throws IOException {
        return StudyFolder.open(study, Clock.systemUTC());
    }
}
