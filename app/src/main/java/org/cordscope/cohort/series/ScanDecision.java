package org.cordscope.cohort.series;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.study.InstanceHeader;

/**
 * What was decided about one series, and why. Neither reason nor evidence quotes free text of the header, which may name a
 * patient.
 *
 * @param reason one of a small set of sentences, so that reports can count by it
 * @param evidence what the headers said, in words
 * @param slices slices of the scan, inferior to superior; empty where the series is not chosen
 * @param instances every file of the series, used or not
 */
public record ScanDecision(
        String studyUid,
        String seriesUid,
        boolean chosen,
        String reason,
        List<String> evidence,
        List<SliceRef> slices,
        List<InstanceHeader> instances) {

    public ScanDecision {
        evidence = List.copyOf(evidence);
        slices = List.copyOf(slices);
        instances = List.copyOf(instances);
        if (chosen == slices.isEmpty() || instances.isEmpty() || reason.isBlank()) {
            throw new IllegalArgumentException("a decision has instances and a reason, and slices if it is chosen");
        }
    }

    /** The same decision, and more files of the series that it does not hang on. */
    public ScanDecision with(List<InstanceHeader> more) {
        List<InstanceHeader> all = new ArrayList<>(instances);
        all.addAll(more);
        return new ScanDecision(studyUid, seriesUid, chosen, reason, evidence, slices, all);
    }

    /** The same series, not chosen for another reason. */
    public ScanDecision refused(String why) {
        return new ScanDecision(studyUid, seriesUid, false, why, evidence, List.of(), instances);
    }
}
