package org.cordscope.evaluation.scan;

import java.util.List;

/**
 * One scan with the truth of each slice and what a model or reader called it.
 *
 * @param patientId pseudonym of the patient
 * @param truth compressed or not, in order of position
 * @param called the same of the model or reader
 */
public record ScanReading(String patientId, List<Boolean> truth, List<Boolean> called) {

    public ScanReading {
        truth = List.copyOf(truth);
        called = List.copyOf(called);
        if (patientId.isBlank()) {
            throw new IllegalArgumentException("a scan names its patient");
        }
        if (truth.isEmpty() || truth.size() != called.size()) {
            throw new IllegalArgumentException(
                    "a scan has slices, each with a truth and a call: " + truth.size() + " and " + called.size());
        }
    }

    static int compressed(List<Boolean> slices) {
        return (int) slices.stream().filter(s -> s).count();
    }

    /** Length of the longest run of neighbouring compressed slices. */
    static int longestRun(List<Boolean> slices) {
        int longest = 0;
        int run = 0;
        for (boolean compressed : slices) {
            run = compressed ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
