package org.cordscope.report.predictions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.csv.CsvTable;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.study.FileText;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;

/**
 * The {@code slices.csv} of {@code predict}: slices by SOP Instance UID and frame with a model's probabilities, without patients
 * and labels, which predictions of the same slices lend it.
 */
public final class CodedTable {
    private static final String UID = "sop_instance_uid";
    private static final String FRAME = "frame";
    private static final String JUDGED = "judged";
    private static final int MOST_SHOWN = 5;

    private final String name;
    private final Map<SliceKey, Coded> slices;

    private CodedTable(String name, Map<SliceKey, Coded> slices) {
        this.name = name;
        this.slices = slices;
    }

    private record Coded(double probability, boolean judged) {}

    /**
     * Slices with the coding's probabilities.
     *
     * @param slices those that were asked for, in their order
     * @param further slices of the coding that nobody asked for
     * @param notJudged slices that the coding has flagged as none that it should judge
     */
    public record Joined(List<ScoredSlice> slices, long further, long notJudged) {
        public Joined {
            slices = List.copyOf(slices);
        }
    }

    /** Whether a file is such a table: it names slices by UID and has no labels. */
    public static boolean claims(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        List<String> header = List.of(FileText.of(Files.readAllBytes(file), name)
                .lines()
                .findFirst()
                .orElse("")
                .replace("\"", "")
                .strip()
                .split("\\s*[,;\t]\\s*", -1));
        return header.contains(UID) && header.contains(ColumnNames.PROBABILITY) && !header.contains(ColumnNames.LABEL);
    }

    /** @throws UserFacingException naming every row that cannot be used and why */
    public static CodedTable read(Path file) throws IOException {
        CsvTable table = CsvTable.read(file);
        Problems problems = new Problems(table.name());
        Map<SliceKey, Coded> slices = new LinkedHashMap<>();
        Map<SliceKey, Long> rowOf = new HashMap<>();
        for (CSVRecord row : table.rows()) {
            long number = CsvTable.line(row);
            String uid = Cell.stripped(row.get(UID));
            String frame = table.has(FRAME) ? Cell.stripped(row.get(FRAME)) : "1";
            String probability = Cell.stripped(row.get(ColumnNames.PROBABILITY));
            boolean judged =
                    !table.has(JUDGED) || !Cell.stripped(row.get(JUDGED)).equals("0");
            long before = problems.count();
            Cell.whyNoName(uid).ifPresent(why -> problems.add(number, UID, why));
            Cell.whyNoProbability(probability).ifPresent(why -> problems.add(number, ColumnNames.PROBABILITY, why));
            if (!frame.matches("[1-9]\\d{0,5}")) {
                problems.add(number, FRAME, "is not a whole number from 1");
            }
            if (problems.count() == before) {
                SliceKey key = new SliceKey(uid, Integer.parseInt(frame));
                slices.put(key, new Coded(Cell.number(probability), judged));
                Long earlier = rowOf.putIfAbsent(key, number);
                if (earlier != null) {
                    problems.add(number, UID, "repeats that of row " + earlier + " with the same frame");
                }
            }
        }
        problems.refuse();
        return new CodedTable(table.name(), slices);
    }

    /**
     * The evaluated slices as this coding scores them.
     *
     * @param evaluated slices whose ids are {@link SliceKey#id}
     * @param from where they come from, for messages
     * @param uids what a UID of the coding is called where the slices come from: a study's UIDs are pseudonyms
     * @throws UserFacingException where the coding lacks one of them
     */
    public Joined joined(List<ScoredSlice> evaluated, String from, UnaryOperator<String> uids) {
        Map<String, Coded> byId = new HashMap<>();
        slices.forEach((key, coded) ->
                byId.put(new SliceKey(uids.apply(key.sopInstanceUid()), key.frame()).id(), coded));
        slices.forEach((key, coded) -> byId.put(key.id(), coded));
        List<ScoredSlice> joined = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        long notJudged = 0;
        for (ScoredSlice slice : evaluated) {
            Coded coded = byId.get(slice.sliceId());
            if (coded == null) {
                absent.add(slice.sliceId());
            } else {
                notJudged += coded.judged() ? 0 : 1;
                joined.add(new ScoredSlice(
                        slice.patientId(),
                        slice.sliceId(),
                        slice.compressed(),
                        coded.probability(),
                        slice.subgroups()));
            }
        }
        refuse(absent, evaluated.size(), from);
        return new Joined(joined, slices.size() - joined.size(), notJudged);
    }

    private void refuse(List<String> absent, int evaluated, String from) {
        if (absent.isEmpty()) {
            return;
        }
        if (absent.size() == evaluated) {
            throw new UserFacingException(
                    "None of the " + evaluated + " slices of " + from + " is in " + name
                            + "; slices are matched by SOP Instance UID and frame.",
                    "Name with --study the study whose images were coded: it knows their original UIDs too.");
        }
        throw new UserFacingException(
                absent.size() + " of " + evaluated + " slices of " + from + " are not in " + name + ": "
                        + String.join(", ", absent.subList(0, Math.min(MOST_SHOWN, absent.size())))
                        + (absent.size() > MOST_SHOWN ? ", ..." : "") + ".",
                "Code their files too; rejected.csv and excluded.csv beside it say what was left out and why.");
    }
}
