package org.cordscope.inference;

import java.util.List;
import org.cordscope.study.Rejected;

/** Everything that became of a set of inputs: each file is in a coded scan or among the rejected. */
public record CodingResult(List<CodedScan> scans, List<Rejected> rejected) {

    public CodingResult {
        scans = List.copyOf(scans);
        rejected = List.copyOf(rejected);
    }

    public int slices() {
        return scans.stream().mapToInt(scan -> scan.slices().size()).sum();
    }

    public int notJudgedSlices() {
        return scans.stream().mapToInt(CodedScan::notJudgedSlices).sum();
    }
}
