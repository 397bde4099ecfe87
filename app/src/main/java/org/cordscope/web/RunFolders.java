package org.cordscope.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.TrainingLog;
import org.cordscope.web.access.Refusal;

/** Training runs of a study on disk. A name from outside only ever picks one of those that are there. */
final class RunFolders {
    private static final String REPORT = "report.html";

    private RunFolders() {}

    /** The newest first. */
    static List<String> names(StudyFolder study) throws IOException {
        try (Stream<Path> runs = Files.list(study.runs())) {
            return runs.filter(run -> Files.exists(run.resolve("config.yaml")))
                    .map(run -> run.getFileName().toString())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** Runs with predictions, the newest first. */
    static List<String> scored(StudyFolder study) throws IOException {
        return names(study).stream()
                .filter(name -> Files.exists(predictions(study.runs().resolve(name))))
                .toList();
    }

    /** @throws Refusal where the study has no such run */
    static Path folder(StudyFolder study, String name) throws IOException {
        if (!names(study).contains(name)) {
            throw Site.notFound();
        }
        return study.runs().resolve(name);
    }

    static Path predictions(Path run) {
        return run.resolve("predictions.csv");
    }

    /** The run's trained model; empty while there is none. */
    static Optional<Path> model(Path run) {
        return Optional.of(run.resolve("checkpoints").resolve("best").resolve("model.safetensors"))
                .filter(Files::isRegularFile);
    }

    /** Empty before the first epoch has ended. */
    static List<Epoch> epochs(Path run) throws IOException {
        return Files.exists(run.resolve("metrics.csv")) ? TrainingLog.read(run) : List.of();
    }

    /** The study's report, where one has been written into its reports folder. */
    static Optional<Path> report(StudyFolder study) {
        return Optional.of(study.reports().resolve(REPORT)).filter(Files::isRegularFile);
    }
}
