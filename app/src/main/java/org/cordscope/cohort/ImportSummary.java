package org.cordscope.cohort;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one import did. Every file found is in exactly one of {@code usedFiles}, {@code excludedFiles} and {@code unusableFiles};
 * which file is in which, {@code private/files.csv} says.
 *
 * @param excludedFiles number of files by reason
 * @param unusableFiles number of files by reason
 * @param excludedSeries number of series by reason
 * @param scans scans that the given files make up, stored now or before
 * @param newScans of these, stored for the first time
 */
public record ImportSummary(
        int usedFiles,
        Map<String, Integer> excludedFiles,
        Map<String, Integer> unusableFiles,
        Map<String, Integer> excludedSeries,
        int scans,
        int newScans,
        int slices) {

    public ImportSummary {
        excludedFiles = Collections.unmodifiableMap(new TreeMap<>(excludedFiles));
        unusableFiles = Collections.unmodifiableMap(new TreeMap<>(unusableFiles));
        excludedSeries = Collections.unmodifiableMap(new TreeMap<>(excludedSeries));
    }

    public int files() {
        return usedFiles + sum(excludedFiles) + sum(unusableFiles);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
