package org.cordscope.labelling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.cohort.CsvTable;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;

/**
 * Takes labels from CSV. Columns: {@code sop_instance_uid}, {@code label} (0/1 or the words, x for unreadable), optionally {@code frame} (1 where
 * missing) and {@code rater}; without a rater the rows are consensus labels. Instances may be named by their original UID or by
 * the study's. A file with any problem changes nothing.
 */
public final class LabelImport {
    private final Handle handle;
    private final StudyFolder study;
    private final Pseudonyms pseudonyms;
    private final CsvTable table;
    private final List<String> problems = new ArrayList<>();
    private final Map<Cell, Answer> labels = new LinkedHashMap<>();
    private int excluded;

    private LabelImport(Handle handle, StudyFolder study, Pseudonyms pseudonyms, CsvTable table) {
        this.handle = handle;
        this.study = study;
        this.pseudonyms = pseudonyms;
        this.table = table;
    }

    /**
     * What an import of labels did.
     *
     * @param rows in the file
     * @param added label events added
     * @param unchanged rows that repeat what is in force
     * @param excluded rows for files that the study does not use: not a problem, not stored
     * @param problems one sentence per bad row; where there is any, nothing was stored
     */
    public record Result(int rows, int added, int unchanged, int excluded, List<String> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    private record Cell(String rater, SliceKey key) {}

    /**
     * Checks every row, then adds label events for all that differ from the labels in force, and resolves the consensus anew.
     *
     * @throws UserFacingException where the file is no CSV or lacks a column
     */
    public static Result run(StudyFolder study, Path csv) throws IOException {
        CsvTable table = CsvTable.read(csv);
        table.require("sop_instance_uid");
        table.require("label");
        Pseudonyms pseudonyms = study.deidentifier().pseudonyms();
        Instant now = study.clock().instant();
        return study.catalogue()
                .jdbi()
                .inTransaction(handle -> new LabelImport(handle, study, pseudonyms, table).run(now));
    }

    private Result run(Instant now) {
        table.rows().forEach(this::check);
        if (!problems.isEmpty()) {
            return new Result(table.rows().size(), 0, 0, excluded, problems);
        }
        Map<SliceKey, Map<String, Answer>> before = LabelStore.answers(handle);
        int added = 0;
        for (Map.Entry<Cell, Answer> entry : labels.entrySet()) {
            Cell cell = entry.getKey();
            Answer old = before.getOrDefault(cell.key(), Map.of()).get(cell.rater());
            if (old == null || old.kind() != entry.getValue().kind()) {
                LabelStore.append(
                        handle, new LabelEntry(cell.rater(), cell.key(), entry.getValue(), now, table.name()));
                added++;
            }
        }
        Consensus.resolve(handle, study.settings().raters());
        return new Result(table.rows().size(), added, table.rows().size() - excluded - added, excluded, problems);
    }

    private void check(CSVRecord row) {
        Optional<Answer> label = Labels.parse(row.get("label"));
        Optional<Integer> frame = frame(row);
        String rater = table.has("rater") ? row.get("rater").strip() : LabelStore.CONSENSUS;
        String uid = row.get("sop_instance_uid").strip();
        if (label.isEmpty()) {
            problem(row, "label must be 0 or 1, or x where unreadable");
        } else if (frame.isEmpty()) {
            problem(row, "frame must be a whole number from 1");
        } else if (rater.isEmpty()) {
            problem(row, "rater is empty");
        } else if (isForeign(rater)) {
            problem(row, "the rater is not one of study.yaml");
        } else if (uid.isEmpty()) {
            problem(row, "sop_instance_uid is empty");
        } else {
            find(uid, frame.get())
                    .ifPresentOrElse(key -> take(row, new Cell(rater, key), label.get()), () -> notFound(row, uid));
        }
    }

    private boolean isClosed(Cell cell) {
        return Assignments.isAssigned(handle, cell.rater()) || LabelStore.isReleased(handle, cell.key());
    }

    private boolean isForeign(String rater) {
        List<String> known = study.settings().raters();
        return !known.isEmpty() && !known.contains(rater) && !rater.equals(LabelStore.CONSENSUS);
    }

    private void take(CSVRecord row, Cell cell, Answer label) {
        Answer earlier = labels.putIfAbsent(cell, label);
        if (earlier != null && !earlier.equals(label)) {
            problem(row, "contradicts an earlier row of the same rater and slice");
        } else if (isClosed(cell)
                && LabelStore.inForce(handle, cell.rater(), cell.key())
                        .filter(old -> old.kind() == label.kind())
                        .isEmpty()) {
            problem(row, "the rater labels in the web app or the label is final, and the row would change it");
        }
    }

    private void notFound(CSVRecord row, String uid) {
        if (LabelStore.isExcluded(handle, uid) || LabelStore.isExcluded(handle, pseudonyms.uid(uid))) {
            excluded++;
        } else {
            problem(row, "no such slice in the study");
        }
    }

    private Optional<SliceKey> find(String uid, int frame) {
        SliceKey direct = new SliceKey(uid, frame);
        if (LabelStore.hasSlice(handle, direct)) {
            return Optional.of(direct);
        }
        SliceKey mapped = new SliceKey(pseudonyms.uid(uid), frame);
        return LabelStore.hasSlice(handle, mapped) ? Optional.of(mapped) : Optional.empty();
    }

    private Optional<Integer> frame(CSVRecord row) {
        String text = table.has("frame") ? row.get("frame").strip() : "1";
        return text.matches("[1-9]\\d{0,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private void problem(CSVRecord row, String what) {
        problems.add("row " + CsvTable.line(row) + ": " + what);
    }
}
