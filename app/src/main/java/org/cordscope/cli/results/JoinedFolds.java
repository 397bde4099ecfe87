package org.cordscope.cli.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cordscope.cli.run.RunSplit;
import org.cordscope.cohort.Splitting;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.report.predictions.Predictions;
import org.cordscope.study.UserFacingException;

/** The runs of the folds of one split, each on the patients that validated it, all of them together. */
final class JoinedFolds {
    private final List<Predictions.Row> rows = new ArrayList<>();
    private final Map<String, Path> judges = new HashMap<>();
    private final SortedSet<Integer> missing;

    JoinedFolds(StudyFolder study) {
        missing = new TreeSet<>(
                Splitting.current(study).orElseThrow().foldCounts().keySet());
    }

    /**
     * Takes a run's validation patients.
     *
     * @throws UserFacingException where another run has judged one of them
     */
    void add(Path run, Predictions own) throws IOException {
        own.slices().forEach(slice -> refuseTwice(slice.patientId(), run));
        rows.addAll(own.rows());
        Integer fold = RunSplit.of(run);
        if (fold != null) {
            missing.remove(fold);
        }
    }

    Predictions predictions() {
        return new Predictions(rows);
    }

    /** What is not joined. */
    Optional<String> warning() {
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String folds = missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Optional.of(
                (missing.size() == 1 ? "Of fold " + folds : "Of folds " + folds)
                        + " no run is named: the patients there are not judged, and this is not the result of a whole cross-validation.");
    }

    private void refuseTwice(String patient, Path run) {
        Path other = judges.putIfAbsent(patient, run);
        if (other != null && !other.equals(run)) {
            throw new UserFacingException(
                    "Patient " + patient + " validated " + other.getFileName() + " and " + run.getFileName(),
                    "Name one run of each fold of one split.");
        }
    }
}
