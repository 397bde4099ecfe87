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
import org.cordscope.report.predictions.PredictionsFile;
import org.cordscope.study.SliceKey;

/**
 * A scan with what a model says of its slices.
 *
 * @param slices from foot to head, those that were scored
 */
record ReadScan(String scan, List<Slice> slices) {

    /** @param truth the label that the model was compared with, 0 or 1 */
    record Slice(String id, int index, double positionMm, double probability, int truth) {}

    ReadScan {
        slices = List.copyOf(slices);
    }

    /** Scans of a run's predictions, in the order in which these name them; slices the study no longer has are left out. */
    static List<ReadScan> of(StudyFolder study, Path predictions) {
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
                        .add(new Slice(
                                Site.name(key),
                                slice.index(),
                                slice.positionMm(),
                                scored.probability(),
                                scored.compressed() ? 1 : 0));
            }
        }
        return byScan.entrySet().stream()
                .map(e -> new ReadScan(e.getKey(), e.getValue()))
                .toList();
    }

    /** From the name that predictions use: the UID, with the frame behind a hash sign where it is not 1. */
    private static SliceKey key(String sliceId) {
        int hash = sliceId.lastIndexOf('#');
        return hash < 0
                ? new SliceKey(sliceId, 1)
                : new SliceKey(sliceId.substring(0, hash), Integer.parseInt(sliceId.substring(hash + 1)));
    }
}
