package org.cordscope.inference;

import java.util.List;

/**
 * One coded series, its slices in order of their position.
 *
 * @param missing slices of the series whose pixels could not be read; they are among the rejected files
 */
public record CodedScan(String studyUid, String seriesUid, List<CodedSlice> slices, int missing) {

    public CodedScan {
        slices = List.copyOf(slices);
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("a coded scan has at least one slice");
        }
    }

    public int compressedSlices() {
        return (int) slices.stream().filter(CodedSlice::compressed).count();
    }

    public double compressedFraction() {
        return (double) compressedSlices() / slices.size();
    }

    /** Length of the longest run of neighbouring compressed slices. */
    public int longestRun() {
        int longest = 0;
        int run = 0;
        for (CodedSlice slice : slices) {
            run = slice.compressed() ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    public double longestRunFraction() {
        return (double) longestRun() / slices.size();
    }

    public double maxProbability() {
        return slices.stream().mapToDouble(CodedSlice::probability).max().orElseThrow();
    }
}
