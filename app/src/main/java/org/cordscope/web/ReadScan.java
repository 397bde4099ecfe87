package org.cordscope.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.cohort.StoredScan;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CordFindings;
import org.cordscope.labelling.RaterAnswers;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.report.predictions.PredictionsFile;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.jspecify.annotations.Nullable;

/**
 * A scan with what a model and raters say of its slices.
 *
 * @param read whether the model has read it
 * @param slices from foot to head, those that were scored
 */
record ReadScan(String scan, boolean read, List<Slice> slices) {

    /**
     * One slice.
     *
     * @param probability null where the model has not read it
     * @param reason why it is not judged; empty where it is
     * @param grade Kang grade, of models that give one
     * @param found what was measured, of models that find the cord; null where hardly any was found
     * @param truth the label that the model is compared with, 0 or 1; null where there is none, or none to be shown
     */
    record Slice(
            String id,
            int index,
            double positionMm,
            @Nullable Double probability,
            String reason,
            @Nullable Integer grade,
            @Nullable Found found,
            @Nullable Integer truth,
            List<Rater> raters) {}

    /** Measures of the cord, and of the canal where enough of it was found. */
    record Found(
            double apMm,
            double rlMm,
            double areaMm2,
            @Nullable Double canalApMm) {
        static @Nullable Found of(@Nullable CordFindings findings) {
            CordMeasures cord = findings == null ? null : findings.cord();
            if (findings == null || cord == null) {
                return null;
            }
            CordMeasures canal = findings.canal();
            return new Found(cord.apMm(), cord.rlMm(), cord.areaMm2(), canal == null ? null : canal.apMm());
        }
    }

    /** @param label 0, 1 or x; {@code words} say all of the answer */
    record Rater(String name, String label, String words) {}

    ReadScan {
        slices = List.copyOf(slices);
    }

    /** Scans of a run's predictions, in the order in which these name them; slices the study no longer has are left out. */
    static List<ReadScan> of(StudyFolder study, Path predictions, RaterAnswers answers) {
        Map<SliceKey, StoredScan.Slice> stored = new HashMap<>();
        Map<SliceKey, String> scans = new HashMap<>();
        for (StoredScan scan : StoredScan.all(study)) {
            for (StoredScan.Slice slice : scan.slices()) {
                stored.put(slice.key(), slice);
                scans.put(slice.key(), scan.scan());
            }
        }
        Map<String, List<Slice>> byScan = new LinkedHashMap<>();
        for (ScoredSlice scored : PredictionsFile.read(predictions, Map.of()).slices()) {
            SliceKey key = key(scored.sliceId());
            StoredScan.Slice slice = stored.get(key);
            String scan = scans.get(key);
            if (slice != null && scan != null) {
                byScan.computeIfAbsent(scan, k -> new ArrayList<>())
                        .add(slice(slice, scored.probability(), "", null, null, scored.compressed() ? 1 : 0, answers));
            }
        }
        return byScan.entrySet().stream()
                .map(e -> new ReadScan(e.getKey(), true, e.getValue()))
                .toList();
    }

    /** A stored scan with what a model has made of it; without the model's word where it has not read it yet. */
    static ReadScan of(StoredScan scan, @Nullable CodedScan coded, RaterAnswers answers) {
        Map<SliceKey, CodedSlice> read = new HashMap<>();
        if (coded != null) {
            coded.slices().forEach(slice -> read.put(slice.key(), slice));
        }
        return new ReadScan(
                scan.scan(),
                coded != null,
                scan.slices().stream()
                        .map(slice -> slice(slice, read.get(slice.key()), answers))
                        .toList());
    }

    private static Slice slice(StoredScan.Slice slice, @Nullable CodedSlice coded, RaterAnswers answers) {
        Compression label = answers.consensus().get(slice.key());
        Integer truth = label == null ? null : label == Compression.COMPRESSED ? 1 : 0;
        if (coded == null) {
            return slice(slice, null, "", null, null, truth, answers);
        }
        CordFindings findings = coded.findings();
        return slice(
                slice,
                coded.probability(),
                coded.judgement().reason(),
                findings == null ? null : findings.grade(),
                Found.of(findings),
                truth,
                answers);
    }

    private static Slice slice(
            StoredScan.Slice slice,
            @Nullable Double probability,
            String reason,
            @Nullable Integer grade,
            @Nullable Found found,
            @Nullable Integer truth,
            RaterAnswers answers) {
        List<Rater> raters = answers.bySlice().getOrDefault(slice.key(), List.of()).stream()
                .map(said -> new Rater(
                        said.rater(), said.answer().mark(), said.answer().words()))
                .toList();
        return new Slice(
                Site.name(slice.key()),
                slice.index(),
                slice.positionMm(),
                probability,
                reason,
                grade,
                found,
                truth,
                raters);
    }

    /** From the name that predictions use: the UID, with the frame behind a hash sign where it is not 1. */
    private static SliceKey key(String sliceId) {
        int hash = sliceId.lastIndexOf('#');
        return hash < 0
                ? new SliceKey(sliceId, 1)
                : new SliceKey(sliceId.substring(0, hash), Integer.parseInt(sliceId.substring(hash + 1)));
    }
}
