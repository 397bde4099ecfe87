package org.cordscope.service;

import java.time.Duration;

/**
 * What the service takes and keeps.
 *
 * @param queue jobs that may wait or be coded at once, uploads in progress among them
 * @param uploadBytes largest upload
 * @param files most files in one upload, those inside of archives among them
 * @param freeBytes room that must be left on the disk
 * @param uploadTime longest time that an upload may take
 * @param keep how long a finished job and its results are kept
 */
public record ServiceLimits(
        int queue, long uploadBytes, int files, long freeBytes, Duration uploadTime, Duration keep) {

    public ServiceLimits {
        if (queue < 1 || uploadBytes < 1 || files < 1 || freeBytes < 0) {
            throw new IllegalArgumentException("queue, size and number of files must be at least 1");
        }
        if (uploadTime.toSeconds() < 1 || keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException("times must be positive: " + uploadTime + ", " + keep);
        }
    }

    /** 50 jobs, 2 GB and 20,000 files each, 1 GB left free, 10 minutes, 7 days. */
    public static ServiceLimits defaults() {
        return new ServiceLimits(50, 2L << 30, 20_000, 1L << 30, Duration.ofMinutes(10), Duration.ofDays(7));
    }

    public ServiceLimits withQueue(int jobs) {
        return new ServiceLimits(jobs, uploadBytes, files, freeBytes, uploadTime, keep);
    }

    public ServiceLimits withUploadBytes(long bytes) {
        return new ServiceLimits(queue, bytes, files, freeBytes, uploadTime, keep);
    }

    public ServiceLimits withFiles(int most) {
        return new ServiceLimits(queue, uploadBytes, most, freeBytes, uploadTime, keep);
    }

    public ServiceLimits withFreeBytes(long bytes) {
        return new ServiceLimits(queue, uploadBytes, files, bytes, uploadTime, keep);
    }

    public ServiceLimits withUploadTime(Duration longest) {
        return new ServiceLimits(queue, uploadBytes, files, freeBytes, longest, keep);
    }

    public ServiceLimits withKeep(Duration time) {
        return new ServiceLimits(queue, uploadBytes, files, freeBytes, uploadTime, time);
    }
}
