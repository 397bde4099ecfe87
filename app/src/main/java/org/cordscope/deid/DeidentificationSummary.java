package org.cordscope.deid;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the files of one run.
 *
 * @param written files that were de-identified and written
 * @param unchanged files whose output was there already
 * @param rejected number of the others by reason
 */
public record DeidentificationSummary(int written, int unchanged, Map<String, Integer> rejected) {

    public DeidentificationSummary {
        rejected = new TreeMap<>(rejected);
    }

    /** All files that have an output. */
    public int outputs() {
        return written + unchanged;
    }

    /** All files that have none. */
    public int rejections() {
        return rejected.values().stream().mapToInt(Integer::intValue).sum();
    }
}
