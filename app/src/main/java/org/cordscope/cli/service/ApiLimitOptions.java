package org.cordscope.cli.service;

import java.time.Duration;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.service.ServiceLimits;
import picocli.CommandLine.Option;

/** What the service takes and keeps. */
final class ApiLimitOptions {
    @Option(
            names = "--queue",
            paramLabel = "JOBS",
            defaultValue = "50",
            description = "Jobs that may wait or be coded; beyond that, uploads are answered 429 (${DEFAULT-VALUE})")
    private int queue;

    @Option(
            names = "--largest-upload",
            paramLabel = "MB",
            defaultValue = "2048",
            description = "A larger upload is answered 413 (${DEFAULT-VALUE})")
    private int largestMegabytes;

    @Option(
            names = "--most-files",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Files in one upload (${DEFAULT-VALUE})")
    private int mostFiles;

    @Option(
            names = "--upload-time",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "A slower upload is answered 408 (${DEFAULT-VALUE})")
    private int uploadSeconds;

    @Option(
            names = "--free-disk",
            paramLabel = "MB",
            defaultValue = "1024",
            description = "Room that must stay free; else uploads are answered 507 (${DEFAULT-VALUE})")
    private int freeMegabytes;

    @Option(
            names = "--keep",
            paramLabel = "HOURS",
            defaultValue = "168",
            description = "How long an ended job and its results are kept (${DEFAULT-VALUE})")
    private int keepHours;

    ServiceLimits limits() {
        for (int value : new int[] {queue, largestMegabytes, mostFiles, uploadSeconds, freeMegabytes, keepHours}) {
            Inputs.mustBePositive(
                    "--queue, --largest-upload, --most-files, --upload-time, --free-disk and --keep each", value);
        }
        return new ServiceLimits(
                queue,
                (long) largestMegabytes << 20,
                mostFiles,
                (long) freeMegabytes << 20,
                Duration.ofSeconds(uploadSeconds),
                Duration.ofHours(keepHours));
    }
}
