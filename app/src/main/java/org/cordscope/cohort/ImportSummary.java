package org.cordscope.cohort;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.study.Rejected;

/**
 * What one import did. Every file found is in exactly one of {@code usedFiles}, {@code excludedFiles} and {@code rejected}.
 *
 * @param excludedFiles number of files by reason
 * @param excludedSeries number of series by reason
 * @param scans scans that the given files make up, stored now or before
 * @param newScans of these, stored for the first time
 * @param rejected files that cannot be used, with the path as given: for the user's eyes, never for a log
 */
public record ImportSummary(
        int usedFiles,
        Map<String, Integer> excludedFiles,
        Map<String, Integer> excludedSeries,
        int scans,
        int newScans,
        int slices,
        List<Rejected> rejected) {

    public ImportSummary {
        excludedFiles = Collections.unmodifiableMap(new TreeMap<>(excludedFiles));
        excludedSeries = Collections.unmodifiableMap(new TreeMap<>(excludedSeries));
        rejected = List.copyOf(rejected);
    }

    public int files() {
        return usedFiles
                + excludedFiles.values().stream().mapToInt(Integer::intValue).sum()
                + rejected.size();
    }
}
