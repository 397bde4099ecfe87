package org.cordscope.cohort;

import java.util.Map;
import java.util.TreeMap;

/** Counts of one import while it runs. */
final class ImportTally {
    private final Map<String, Integer> unusable = new TreeMap<>();
    private final Map<String, Integer> excludedFiles = new TreeMap<>();
    private final Map<String, Integer> excludedSeries = new TreeMap<>();
    private int used;
    private int scans;
    private int newScans;
    private int slices;

    /** @param status used, excluded or unusable */
    void file(String status, String reason) {
        switch (status) {
            case "used" -> used++;
            case "excluded" -> excludedFiles.merge(reason, 1, Integer::sum);
            case "unusable" -> unusable.merge(reason, 1, Integer::sum);
            default -> throw new IllegalArgumentException("no file is " + status);
        }
    }

    void excludedSeries(String reason) {
        excludedSeries.merge(reason, 1, Integer::sum);
    }

    void scan(boolean isNew, int slicesOfScan) {
        scans++;
        newScans += isNew ? 1 : 0;
        slices += slicesOfScan;
    }

    ImportSummary summary() {
        return new ImportSummary(used, excludedFiles, unusable, excludedSeries, scans, newScans, slices);
    }
}
