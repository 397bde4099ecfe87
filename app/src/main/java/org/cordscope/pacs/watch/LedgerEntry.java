package org.cordscope.pacs.watch;

import java.time.Instant;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.ScanFinding;
import org.jspecify.annotations.Nullable;

/**
 * One state of one study before one model.
 *
 * @param id number of the entry: what logs name a study by
 * @param state hash of the images that the study had; null until it was looked at
 * @param coder model, software and settings
 * @param reason why it is ineligible or failed, or what there is to remark; empty for nothing
 * @param coding what was found; null until it is coded
 * @param events how many notices of the archive led to this entry
 * @param attempts how often a step has failed since one succeeded
 * @param delivered names of the destinations that have the results already, with blanks between them
 * @param nextTry when a failed step is tried again; null for at once, or never where it was given up
 */
public record LedgerEntry(
        long id,
        String studyUid,
        @Nullable String state,
        String coder,
        Status status,
        String reason,
        @Nullable Coding coding,
        int events,
        int attempts,
        String delivered,
        @Nullable Instant nextTry,
        Instant received,
        @Nullable Instant coded,
        @Nullable Instant returned) {

    /**
     * The figures of the coded scan.
     *
     * @param maxProbability before calibration, of the judged slices; of all where none is
     * @param maxCalibrated highest calibrated probability of the judged slices; null where the model is not calibrated, or
     *     nothing was judged
     * @param notJudged slices that the model should not judge
     */
    public record Coding(
            String seriesUid,
            int slices,
            int compressedSlices,
            int longestRun,
            double maxProbability,
            @Nullable Double maxCalibrated,
            int notJudged,
            int unreadable,
            ScanFinding finding) {

        static Coding of(CodedScan scan) {
            return new Coding(
                    scan.seriesUid(),
                    scan.slices().size(),
                    scan.compressedSlices(),
                    scan.longestRun(),
                    scan.maxProbability(),
                    scan.maxCalibratedProbability(),
                    scan.notJudgedSlices(),
                    scan.missing(),
                    scan.finding());
        }
    }
}
