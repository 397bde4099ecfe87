package org.cordscope.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.study.Rejected;

/** Counts of one import while it runs. */
final class ImportTally {
    private final Map<String, Integer> excludedFiles = new TreeMap<>();
    private final Map<String, Integer> excludedSeries = new TreeMap<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private int used;
    private int scans;
    private int newScans;
    private int slices;

    void used() {
        used++;
    }

    void excluded(String reason) {
        excludedFiles.merge(reason, 1, Integer::sum);
    }

    void excludedSeries(String reason) {
        excludedSeries.merge(reason, 1, Integer::sum);
    }

    void rejected(Rejected file) {
        rejected.add(file);
    }

    void scan(boolean isNew, int slicesOfScan) {
        scans++;
        newScans += isNew ? 1 : 0;
        slices += slicesOfScan;
    }

    ImportSummary summary() {
        return new ImportSummary(used, excludedFiles, excludedSeries, scans, newScans, slices, rejected);
    }
}
