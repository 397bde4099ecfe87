package org.cordscope.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One upload before one model.
 *
 * @param id hash of the images and of what codes them: what logs name the job by
 * @param number grows with each submission; jobs are coded in its order
 * @param coder model, software and settings
 * @param reason why it is ineligible or failed, or what there is to remark; empty for nothing
 * @param instances usable DICOM files of the upload
 * @param unusable other files of the upload
 * @param bytes size of the upload
 * @param attempts how often coding has begun
 * @param counts what was found; null until it is coded
 */
public record Job(
        String id,
        long number,
        String coder,
        JobStatus status,
        String reason,
        int instances,
        int unusable,
        long bytes,
        int attempts,
        @Nullable Counts counts,
        Instant submitted,
        @Nullable Instant started,
        @Nullable Instant finished) {

    /** The figures of a coded upload over all of its scans. */
    public record Counts(int scans, int slices, int compressedSlices) {}

    /** Whether an id can be one: what is not is never looked for on the disk. */
    public static boolean isId(String text) {
        return text.matches("[0-9a-f]{32}");
    }
}
