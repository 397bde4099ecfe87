package org.cordscope.labelling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;

/**
 * What was said of slices, for people who may know it: see {@link Assignments} for who has locked.
 *
 * @param bySlice answers of raters in force; none of them the consensus
 * @param consensus the one label of each slice that has one
 */
public record RaterAnswers(Map<SliceKey, List<Said>> bySlice, Map<SliceKey, Compression> consensus) {

    /** @param rater name, or a letter that stands for it on this slice only */
    public record Said(String rater, Answer answer) {}

    public RaterAnswers {
        bySlice = Map.copyOf(bySlice);
        consensus = Map.copyOf(consensus);
    }

    /** Nothing, for those who may not know yet. */
    public static RaterAnswers none() {
        return new RaterAnswers(Map.of(), Map.of());
    }

    /** With the raters' names. */
    public static RaterAnswers named(StudyFolder study) {
        return read(
                study,
                (slice, byRater) -> byRater.entrySet().stream()
                        .map(said -> new Said(said.getKey(), said.getValue()))
                        .toList());
    }

    /** Raters as A, B and so on, drawn anew for each slice as adjudicators see them. */
    public static RaterAnswers lettered(StudyFolder study) {
        return read(study, (slice, byRater) -> {
            List<Said> said = new ArrayList<>();
            for (Answer answer : Adjudication.drawn(List.copyOf(byRater.values()), slice)) {
                said.add(new Said(String.valueOf((char) ('A' + said.size())), answer));
            }
            return said;
        });
    }

    private interface Naming {
        List<Said> of(SliceKey slice, Map<String, Answer> byRater);
    }

    private static RaterAnswers read(StudyFolder study, Naming naming) {
        return study.catalogue().jdbi().inTransaction(handle -> {
            Map<SliceKey, List<Said>> bySlice = new LinkedHashMap<>();
            LabelStore.answers(handle).forEach((slice, answers) -> {
                Map<String, Answer> raters = new TreeMap<>(answers);
                raters.remove(LabelStore.CONSENSUS);
                bySlice.put(slice, naming.of(slice, raters));
            });
            Map<SliceKey, Compression> consensus = new LinkedHashMap<>();
            handle.createQuery("SELECT sop_uid, frame, label FROM consensus_labels WHERE label IS NOT NULL")
                    .map((row, context) -> Map.entry(LabelStore.key(row), row.getInt("label")))
                    .forEach(row -> consensus.put(
                            row.getKey(), row.getValue() == 1 ? Compression.COMPRESSED : Compression.NOT_COMPRESSED));
            return new RaterAnswers(bySlice, consensus);
        });
    }
}
