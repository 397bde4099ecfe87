package org.cordscope.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.cohort.Cohort;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.Splitting;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.csv.CsvTable;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/** The split that a training run used, as its {@code env.json} and {@code split.csv} remember it. */
public final class RunSplit {
    private static final String KEY = "fold";
    private static final String PERMUTED = "permuted_labels_seed";

    private RunSplit() {}

    /** Fold that validated, from 1; null where the run's split had no folds. */
    public static @Nullable Integer of(Path run) throws IOException {
        JsonNode fold = RunEnvironment.read(run).path("configuration").path(KEY);
        return fold.isMissingNode() ? null : Integer.valueOf(fold.asInt());
    }

    /** The cohort that the run is trained on, as it was when the run was begun. */
    public static Cohort cohort(StudyFolder study, Path run) throws IOException {
        Cohort cohort = Cohort.forTraining(study, of(run));
        JsonNode seed = RunEnvironment.read(run).path("configuration").path(PERMUTED);
        return seed.isMissingNode() ? cohort : cohort.withPermutedLabels(seed.asLong());
    }

    /** Whether the run was trained on permuted labels: a control, not a model to use. */
    public static boolean permuted(Path run) {
        try {
            return RunEnvironment.read(run).path("configuration").has(PERMUTED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code env.json} says of a control whose labels were permuted with a seed. */
    public static Map<String, String> permutedConfiguration(long seed) {
        return Map.of(PERMUTED, String.valueOf(seed));
    }

    /** What {@code env.json} says of a run's preset, and of its fold where there is one. */
    public static Map<String, String> configuration(String preset, @Nullable Integer fold) {
        Map<String, String> configuration = new LinkedHashMap<>(Map.of("preset", preset));
        if (fold != null) {
            configuration.put(KEY, String.valueOf(fold));
        }
        return configuration;
    }

    /** End of the name of a run. */
    public static String suffix(@Nullable Integer fold) {
        return fold == null ? "" : "-fold" + fold;
    }

    /**
     * The labelled slices of a part as the run saw it.
     *
     * @throws UserFacingException where there is none, or the run has seen patients of today's holdout, or learned from those of
     *     today's validation part
     */
    public static List<CohortSlice> slices(StudyFolder study, Path run, Part part) throws IOException {
        boolean holdout = part == Part.HOLDOUT;
        List<CohortSlice> slices = Cohort.load(study, holdout ? null : of(run)).in(part);
        if (slices.isEmpty()) {
            throw new UserFacingException(
                    "The " + part.name().toLowerCase(Locale.ROOT) + " part has no labelled slice",
                    holdout
                            ? "Evaluate the validation patients with --part validation, of the runs of all folds together: --run A --run B"
                                    + " --part validation --out DIR; or split with a holdout."
                            : "Look at cordscope status.");
        }
        if (holdout) {
            refuseLeak(run, slices, row -> !row.get("part").equals(Part.HOLDOUT.name()), "holdout");
        } else if (part == Part.VALIDATION
                && !Splitting.current(study).orElseThrow().plan().byImage()) {
            refuseLeak(run, slices, trainedBy(run), "validation part");
        }
        return slices;
    }

    /**
     * Makes sure that a training does not go on from a run of the study that has seen patients who are to judge it.
     *
     * @param weights what it starts from: a file of a run, or any other
     */
    public static void refuseSeen(StudyFolder study, Path weights, Cohort cohort) throws IOException {
        Path runs = study.runs().toRealPath();
        Path file = weights.toRealPath();
        if (!file.startsWith(runs)) {
            return;
        }
        Path run = runs.resolve(runs.relativize(file).getName(0));
        long seen = seen(run, cohort.in(Part.HOLDOUT), row -> !row.get("part").equals(Part.HOLDOUT.name()))
                + seen(run, cohort.in(Part.VALIDATION), trainedBy(run));
        if (seen > 0) {
            throw new UserFacingException(
                    run.getFileName() + " has learned from " + seen
                            + " of the patients who are to judge what goes on from it",
                    "Start from a model that has not seen today's validation and holdout patients.");
        }
    }

    /** The rows of a run's split whose patients it has learned from. */
    private static Predicate<CSVRecord> trainedBy(Path run) throws IOException {
        String fold = String.valueOf(of(run));
        return row ->
                row.get("part").equals(Part.TRAINING.name()) && !row.get("fold").equals(fold);
    }

    private static void refuseLeak(Path run, List<CohortSlice> slices, Predicate<CSVRecord> which, String part)
            throws IOException {
        long seen = seen(run, slices, which);
        if (seen > 0) {
            throw new UserFacingException(
                    "The split was drawn anew since " + run.getFileName() + " was trained, which has seen " + seen
                            + " of the patients in today's " + part,
                    "Train again on today's split, and evaluate that run.");
        }
    }

    /** Patients of slices who are in a row of the run's split that a condition takes. */
    private static long seen(Path run, List<CohortSlice> slices, Predicate<CSVRecord> which) throws IOException {
        Path split = run.resolve("split.csv");
        if (!Files.exists(split)) {
            return 0;
        }
        Set<String> subjects = CsvTable.read(split).rows().stream()
                .filter(which)
                .map(row -> row.get("subject"))
                .collect(Collectors.toSet());
        return slices.stream()
                .map(CohortSlice::subject)
                .distinct()
                .filter(subjects::contains)
                .count();
    }
}
