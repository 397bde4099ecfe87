package org.cordscope.inference;

import java.util.List;
import org.cordscope.study.Rejected;

/**
 * Everything that became of a set of inputs: each file is in a coded scan or among the rejected.
 *
 * @param excluded every series that was not coded, in the order of UIDs
 */
public record CodingResult(List<CodedScan> scans, List<Rejected> rejected, List<ExcludedSeries> excluded) {

    public CodingResult {
        scans = List.copyOf(scans);
        rejected = List.copyOf(rejected);
        excluded = List.copyOf(excluded);
    }

    /** Without a word on series. */
    public CodingResult(List<CodedScan> scans, List<Rejected> rejected) {
        this(scans, rejected, List.of());
    }

    public int slices() {
        return scans.stream().mapToInt(scan -> scan.slices().size()).sum();
    }

    public int notJudgedSlices() {
        return scans.stream().mapToInt(CodedScan::notJudgedSlices).sum();
    }
}
