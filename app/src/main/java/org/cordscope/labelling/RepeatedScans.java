package org.cordscope.labelling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.agreement.IntraRater;
import org.cordscope.evaluation.agreement.RepeatedReading;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Scans that stand twice in a rater's list without saying so. They are drawn from the first half of the list and come again in
 * its second half, so that there is time to forget.
 */
public final class RepeatedScans {
    static final double LARGEST_SHARE = 0.5;

    private static final long OTHER_DRAW = 0x5deece66dL;

    private RepeatedScans() {}

    /** How far each rater agrees with itself, by name; raters without second answers have no row. */
    public static List<IntraRater> agreement(StudyFolder study) {
        return study.catalogue().jdbi().inTransaction(handle -> {
            Map<SliceKey, Map<String, Answer>> first = LabelStore.answers(handle);
            Map<SliceKey, Map<String, Answer>> second = LabelStore.answers(handle, LabelStore.SECOND);
            List<RepeatedReading> readings = new ArrayList<>();
            for (LabelStore.SliceRow slice : LabelStore.slices(handle)) {
                second.getOrDefault(slice.key(), Map.of()).forEach((rater, again) -> {
                    Answer before = first.getOrDefault(slice.key(), Map.of()).get(rater);
                    if (before != null && before.label() != null && again.label() != null) {
                        readings.add(
                                new RepeatedReading(rater, slice.subject(), isCompressed(before), isCompressed(again)));
                    }
                });
            }
            return IntraRater.of(readings);
        });
    }

    private static boolean isCompressed(Answer answer) {
        return answer.label() == Compression.COMPRESSED;
    }

    static void draw(Handle handle, String rater, @Nullable Long shuffleSeed, double share) {
        List<BlindedReading.Scan> list = BlindedReading.ordered(handle, shuffleSeed);
        List<BlindedReading.Scan> half = new ArrayList<>(list.subList(0, list.size() / 2));
        Collections.shuffle(half, new Random(rater.hashCode() ^ OTHER_DRAW));
        int count = Math.min(half.size(), (int) Math.ceil(share * list.size()));
        for (BlindedReading.Scan scan : half.subList(0, count)) {
            handle.execute("INSERT INTO repeated_scans (rater, scan) VALUES (?, ?)", rater, scan.scan());
        }
    }

    static boolean isRepeated(Handle handle, String rater, SliceKey slice) {
        return handle.createQuery("SELECT COUNT(*) FROM repeated_scans JOIN slices ON slices.scan = repeated_scans.scan"
                                + " WHERE rater = :rater AND sop_uid = :sop AND frame = :frame")
                        .bind("rater", rater)
                        .bind("sop", slice.sopInstanceUid())
                        .bind("frame", slice.frame())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** The list with the repeated scans spread over its second half. */
    static List<BlindedReading.Scan> inserted(Handle handle, String rater, List<BlindedReading.Scan> list) {
        Set<String> names = handle.createQuery("SELECT scan FROM repeated_scans WHERE rater = :rater")
                .bind("rater", rater)
                .mapTo(String.class)
                .collect(Collectors.toCollection(TreeSet::new));
        List<BlindedReading.Scan> again = list.stream()
                .filter(scan -> names.contains(scan.scan()))
                .map(scan -> new BlindedReading.Scan(scan.scan(), LabelStore.SECOND, scan.slices()))
                .toList();
        List<BlindedReading.Scan> whole = new ArrayList<>(list);
        int half = list.size() / 2;
        for (int i = again.size() - 1; i >= 0; i--) {
            whole.add(half + (i + 1) * (list.size() - half) / again.size(), again.get(i));
        }
        return whole;
    }
}
