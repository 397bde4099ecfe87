package org.cordscope.labelling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.agreement.RatedSlice;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;

/**
 * Two raters over the slices that both labelled, in order of slices.
 *
 * @param labelsA labels of the first, by slice
 * @param labelsB labels of the second for the same slices
 */
public record RaterPair(
        String raterA,
        String raterB,
        List<SliceKey> slices,
        List<String> subjects,
        List<Compression> labelsA,
        List<Compression> labelsB) {

    public RaterPair {
        slices = List.copyOf(slices);
        subjects = List.copyOf(subjects);
        labelsA = List.copyOf(labelsA);
        labelsB = List.copyOf(labelsB);
        if (slices.size() != labelsA.size() || slices.size() != labelsB.size() || slices.size() != subjects.size()) {
            throw new IllegalArgumentException("both raters have one label per slice");
        }
    }

    /** Every pair of raters of the study that share a slice; explicit consensus labels are no rater's. */
    public static List<RaterPair> all(StudyFolder study) {
        return study.catalogue().jdbi().inTransaction(handle -> {
            Map<SliceKey, Map<String, Compression>> labels = LabelStore.inForce(handle);
            List<LabelStore.SliceRow> rows = LabelStore.slices(handle);
            TreeSet<String> raters = new TreeSet<>();
            labels.values().forEach(byRater -> raters.addAll(byRater.keySet()));
            raters.remove(LabelStore.CONSENSUS);
            List<RaterPair> pairs = new ArrayList<>();
            for (String a : raters) {
                for (String b : raters.tailSet(a, false)) {
                    RaterPair pair = of(a, b, rows, labels);
                    if (!pair.slices().isEmpty()) {
                        pairs.add(pair);
                    }
                }
            }
            return pairs;
        });
    }

    /** Counts [label of A][label of B], 0 not compressed, 1 compressed. */
    public long[][] table() {
        long[][] table = new long[2][2];
        for (int i = 0; i < slices.size(); i++) {
            table[Labels.number(labelsA.get(i))][Labels.number(labelsB.get(i))]++;
        }
        return table;
    }

    /** Kappa and shares of agreement with intervals clustered by patient (the paper's Table 2). */
    public RaterAgreement agreement() {
        List<RatedSlice> rated = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            rated.add(new RatedSlice(
                    subjects.get(i),
                    labelsA.get(i) == Compression.COMPRESSED,
                    labelsB.get(i) == Compression.COMPRESSED));
        }
        return RaterAgreement.of(rated);
    }

    /** The same two over the slices of some subjects. */
    public RaterPair among(Set<String> wanted) {
        int[] kept = IntStream.range(0, slices.size())
                .filter(i -> wanted.contains(subjects.get(i)))
                .toArray();
        return new RaterPair(
                raterA,
                raterB,
                Arrays.stream(kept).mapToObj(slices::get).toList(),
                Arrays.stream(kept).mapToObj(subjects::get).toList(),
                Arrays.stream(kept).mapToObj(labelsA::get).toList(),
                Arrays.stream(kept).mapToObj(labelsB::get).toList());
    }

    /** Slices on which the two disagree. */
    public List<SliceKey> disagreements() {
        List<SliceKey> keys = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            if (labelsA.get(i) != labelsB.get(i)) {
                keys.add(slices.get(i));
            }
        }
        return keys;
    }

    private static RaterPair of(
            String a, String b, List<LabelStore.SliceRow> rows, Map<SliceKey, Map<String, Compression>> labels) {
        List<LabelStore.SliceRow> shared = rows.stream()
                .filter(r -> labels.getOrDefault(r.key(), Map.of()).keySet().containsAll(List.of(a, b)))
                .toList();
        return new RaterPair(
                a,
                b,
                shared.stream().map(LabelStore.SliceRow::key).toList(),
                shared.stream().map(LabelStore.SliceRow::subject).toList(),
                shared.stream().map(r -> label(labels, r, a)).toList(),
                shared.stream().map(r -> label(labels, r, b)).toList());
    }

    private static Compression label(
            Map<SliceKey, Map<String, Compression>> labels, LabelStore.SliceRow row, String rater) {
        Compression label = labels.getOrDefault(row.key(), Map.of()).get(rater);
        if (label == null) {
            throw new IllegalStateException("a shared slice has a label of each rater");
        }
        return label;
    }
}
