package org.cordscope.pacs.watch;

import java.time.Instant;
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
        @Nullable Instant nextTry,
        Instant received,
        @Nullable Instant coded,
        @Nullable Instant returned) {

    /** The figures of the coded scan. */
    public record Coding(
            String seriesUid,
            int slices,
            int compressedSlices,
            int longestRun,
            double maxProbability,
            int unreadable) {}
}
