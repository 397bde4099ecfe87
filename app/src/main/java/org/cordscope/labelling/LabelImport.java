package org.cordscope.labelling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes labels from a {@link LabelFile}: long CSV with {@code sop_instance_uid}, {@code label} (0/1 or the words, x for
 * unreadable), optionally {@code frame} (needless where the image has one) and {@code rater}, without which the rows are consensus labels; or what
 * the other exports write. Instances may be named by their original UID or by the study's. A file with any problem changes
 * nothing.
 */
public final class LabelImport {
    private final Handle handle;
    private final StudyFolder study;
    private final Pseudonyms pseudonyms;
    private final LabelFile file;
    private final List<String> problems = new ArrayList<>();
    private final Map<Cell, Given> labels = new LinkedHashMap<>();
    private int excluded;

    private LabelImport(Handle handle, StudyFolder study, Pseudonyms pseudonyms, LabelFile file) {
        this.handle = handle;
        this.study = study;
        this.pseudonyms = pseudonyms;
        this.file = file;
    }

    /**
     * What an import of labels did.
     *
     * @param rows in the file
     * @param added label events added
     * @param unchanged rows that repeat what is in force
     * @param excluded rows for files that the study does not use: not a problem, not stored
     * @param problems one sentence per bad row; where there is any, nothing was stored
     * @param labels what all labels of the study come to now; null where nothing was stored
     */
    public record Result(
            int rows,
            int added,
            int unchanged,
            int excluded,
            List<String> problems,
            Consensus.@Nullable Summary labels) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    private record Cell(String rater, SliceKey key, int reading) {}

    /** @param detailed whether more than the label counts */
    private record Given(Answer answer, boolean detailed) {
        boolean differsFrom(@Nullable Answer old) {
            return old == null || (detailed ? !old.equals(answer) : old.kind() != answer.kind());
        }
    }

    /**
     * Checks every row, then adds label events for all that differ from the labels in force, and resolves the consensus anew.
     *
     * @throws UserFacingException where the file has none of the forms
     */
    public static Result run(StudyFolder study, Path path) throws IOException {
        List<String> raters = study.catalogue().jdbi().withHandle(handle -> LabelStore.raters(handle, study));
        LabelFile file = LabelFile.read(path, raters);
        Pseudonyms pseudonyms = study.deidentifier().pseudonyms();
        Instant now = study.clock().instant();
        return study.catalogue()
                .jdbi()
                .inTransaction(handle -> new LabelImport(handle, study, pseudonyms, file).run(now));
    }

    private Result run(Instant now) {
        int rows = file.rows().size();
        file.rows().forEach(this::check);
        if (!problems.isEmpty()) {
            return new Result(rows, 0, 0, excluded, problems, null);
        }
        int added = 0;
        for (Map.Entry<Cell, Given> entry : labels.entrySet()) {
            Cell cell = entry.getKey();
            if (entry.getValue().differsFrom(inForce(cell))) {
                Answer answer = entry.getValue().answer();
                LabelStore.append(
                        handle, new LabelEntry(cell.rater(), cell.key(), cell.reading(), answer, now, file.name()));
                added++;
            }
        }
        Consensus.Summary summary = Consensus.resolve(handle, study.settings().raters());
        return new Result(rows, added, rows - excluded - added, excluded, problems, summary);
    }

    private @Nullable Answer inForce(Cell cell) {
        return LabelStore.inForce(handle, cell.rater(), cell.key(), cell.reading())
                .orElse(null);
    }

    private void check(LabelRow row) {
        Optional<Answer> answer;
        try {
            answer = row.answer();
        } catch (IllegalArgumentException e) {
            problem(row, String.valueOf(e.getMessage()));
            return;
        }
        if (answer.isEmpty()) {
            problem(row, notALabel(row.label()));
        } else if (!row.frame().matches("|[1-9]\\d{0,5}")) {
            problem(row, "frame must be a whole number from 1");
        } else if (!row.reading().matches("[12]")) {
            problem(row, "reading must be 1 or 2");
        } else if (row.rater().isEmpty()) {
            problem(row, "rater is empty");
        } else if (isForeign(row.rater())) {
            problem(row, "the rater is not one of study.yaml");
        } else if (row.uid().isEmpty()) {
            problem(row, "sop_instance_uid is empty");
        } else {
            find(row, new Given(answer.get(), row.detailed()));
        }
    }

    private static String notALabel(String text) {
        return text.isEmpty()
                ? "label is empty: leave out the row, or write x where the slice is unreadable"
                : "label must be 0 or 1, or x where unreadable";
    }

    /** A row that names no frame means the only one of its image. */
    private void find(LabelRow row, Given given) {
        List<SliceKey> found = Stream.of(row.uid(), pseudonyms.uid(row.uid()))
                .flatMap(uid -> LabelStore.frames(handle, uid).stream().map(frame -> new SliceKey(uid, frame)))
                .filter(key -> row.frame().isEmpty() || row.frame().equals(String.valueOf(key.frame())))
                .toList();
        if (found.size() > 1) {
            problem(row, "the image has " + found.size() + " frames: say in a column frame which is meant, from 1");
        } else if (found.isEmpty()) {
            notFound(row);
        } else {
            take(row, new Cell(row.rater(), found.get(0), Integer.parseInt(row.reading())), given);
        }
    }

    private boolean isClosed(Cell cell) {
        return Assignments.isAssigned(handle, cell.rater()) || LabelStore.isReleased(handle, cell.key());
    }

    private boolean isForeign(String rater) {
        List<String> known = study.settings().raters();
        return !known.isEmpty() && !known.contains(rater) && !rater.equals(LabelStore.CONSENSUS);
    }

    private void take(LabelRow row, Cell cell, Given given) {
        Given earlier = labels.putIfAbsent(cell, given);
        if (earlier != null && !earlier.equals(given)) {
            problem(row, "contradicts an earlier row of the same rater and slice");
        } else if (isClosed(cell) && given.differsFrom(inForce(cell))) {
            problem(row, "the rater labels in the web app or the label is final, and the row would change it");
        }
    }

    private void notFound(LabelRow row) {
        if (LabelStore.isExcluded(handle, row.uid()) || LabelStore.isExcluded(handle, pseudonyms.uid(row.uid()))) {
            excluded++;
        } else {
            problem(row, "no such slice in the study");
        }
    }

    private void problem(LabelRow row, String what) {
        problems.add(row.where() + ": " + what);
    }
}
