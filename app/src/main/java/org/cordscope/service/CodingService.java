package org.cordscope.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.cordscope.provenance.Sha256;
import org.cordscope.service.Refused.Why;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.service.telemetry.ServiceMetrics;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * Takes uploads, codes them one after the other, and keeps the results for a while. An upload is acknowledged when the disk has
 * it and the store knows of it; from then on the process may die at any moment.
 *
 * <p>For any number of threads. Memory: a few buffers for each upload, headers of two uploads at a time, and what coding one
 * job takes.
 */
public final class CodingService implements AutoCloseable {
    private static final int CHECKS_AT_ONCE = 2;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final Spool spool;
    private final JobStore store;
    private final JobRunner runner;
    private final JobCoding coding;
    private final ServiceLimits limits;
    private final ServiceMetrics metrics;
    private final EventLog log;
    private final Clock clock;
    private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE, true);

    // guarded by this
    private int uploading;
    private long expectedBytes;
    private volatile boolean stopping;

    private CodingService(
            Spool spool,
            JobStore store,
            JobCoding coding,
            ServiceLimits limits,
            ServiceMetrics metrics,
            EventLog log,
            Clock clock) {
        this.spool = spool;
        this.store = store;
        this.coding = coding;
        this.limits = limits;
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
        this.runner = new JobRunner(store, spool, coding, limits.keep(), metrics, log, clock);
    }

    /**
     * Opens the folder of a service and goes on where the last one was.
     *
     * @throws UserFacingException where another process uses the folder
     */
    public static CodingService start(
            Path state, JobCoding coding, ServiceLimits limits, ServiceMetrics metrics, EventLog log, Clock clock)
            throws IOException {
        Spool spool = Spool.open(state);
        CodingService service =
                new CodingService(spool, JobStore.open(spool.database(), clock), coding, limits, metrics, log, clock);
        service.runner.start();
        return service;
    }

    /**
     * A job, and whether an upload made it.
     *
     * @param made false where the same images were known already
     */
    public record Submission(Job job, boolean made) {}

    /**
     * Takes an upload: when this returns, it will not be lost.
     *
     * @param length of the body; negative where it is not known before
     * @throws Refused where it is not taken; nothing of it is kept then
     */
    public Submission submit(InputStream body, String contentType, long length) throws IOException {
        try {
            reserve(Math.max(length, 0));
            Submission submission;
            try {
                submission = receive(body, contentType);
            } finally {
                release(Math.max(length, 0));
            }
            metrics.submission(
                    submission.made() ? "accepted" : "known",
                    submission.made() ? submission.job().bytes() : 0);
            return submission;
        } catch (Refused e) {
            metrics.submission(e.why().name().toLowerCase(Locale.ROOT), 0);
            log.info("upload refused", Map.of("why", e.why().name().toLowerCase(Locale.ROOT)));
            throw e;
        } catch (IOException e) {
            metrics.submission("broken_off", 0);
            throw e;
        }
    }

    private synchronized void reserve(long length) throws IOException {
        if (stopping) {
            throw new Refused(Why.STOPPING, "The service is being stopped.", Duration.ofSeconds(30));
        }
        int active = store.active().size() + uploading;
        if (active >= limits.queue()) {
            Duration wait = metrics.typicalCoding().multipliedBy(Math.max(1, active / 4));
            throw new Refused(
                    Why.QUEUE_FULL,
                    active + " jobs wait already, which is as many as may. Send it again later.",
                    wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        }
        if (length > limits.uploadBytes()) {
            throw UploadFolder.tooLarge(limits);
        }
        if (spool.freeBytes() - expectedBytes - length < limits.freeBytes()) {
            throw UploadFolder.diskFull();
        }
        uploading++;
        expectedBytes += length;
    }

    private synchronized void release(long length) {
        uploading--;
        expectedBytes -= length;
    }

    private Submission receive(InputStream body, String contentType) throws IOException {
        Path folder = spool.newUpload();
        try {
            UploadFolder upload = new UploadFolder(folder, limits, spool, clock);
            upload.receive(body, contentType);
            return accept(folder, check(folder, upload));
        } catch (IOException e) {
            if (Spool.isFull(e)) {
                throw UploadFolder.diskFull();
            }
            throw e;
        } finally {
            WholeFile.deleteFolder(folder);
        }
    }

    private Receipt check(Path folder, UploadFolder upload) throws IOException {
        checks.acquireUninterruptibly();
        try {
            return UploadCheck.of(folder, upload, limits);
        } finally {
            checks.release();
        }
    }

    private synchronized Submission accept(Path folder, Receipt receipt) throws IOException {
        String id = Sha256.ofText(coding.id() + "\n" + receipt.key()).substring(0, 32);
        Optional<Job> known = store.find(id);
        if (known.isPresent() && !known.get().status().startsAgain()) {
            return new Submission(known.get(), false);
        }
        store.delete(id); // a process that dies here leaves a folder of which nobody was told
        spool.accept(folder, id);
        Job job = store.add(id, coding.id(), receipt);
        runner.wake();
        log.info(
                "job accepted",
                Map.of("job", id, "instances", job.instances(), "unusable", job.unusable(), "bytes", job.bytes()));
        return new Submission(job, true);
    }

    /** @throws Refused where there is none */
    public Job job(String id) {
        return (Job.isId(id) ? store.find(id) : Optional.<Job>empty())
                .orElseThrow(() -> new Refused(
                        Why.UNKNOWN,
                        "There is no such job; finished ones are kept for "
                                + limits.keep().toHours() + " hours."));
    }

    /** The jobs that came last, latest first. */
    public List<Job> latest(int most) {
        return store.latest(most);
    }

    /** Names of the files of a job's results; none before there are any. */
    public List<String> files(Job job) throws IOException {
        Path folder = spool.results(job.id());
        if (job.status().active() || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** @throws Refused where the results have no file of that name */
    public Path file(Job job, String name) throws IOException {
        if (!files(job).contains(name)) {
            throw job.status().active()
                    ? new Refused(
                            Why.CONFLICT,
                            "The job has not ended; it is " + job.status().word() + ".")
                    : new Refused(Why.UNKNOWN, "The results of the job have no such file.");
        }
        return spool.results(job.id()).resolve(name);
    }

    /**
     * Stops a job that waits at once, and one that is being coded after the slices that it is at.
     *
     * @throws Refused where it has ended
     */
    public synchronized Job cancel(String id) throws IOException {
        Job job = job(id);
        if (!job.status().active()) {
            throw new Refused(
                    Why.CONFLICT, "The job has ended; it is " + job.status().word() + ".");
        }
        if (!runner.cancel(id)) {
            throw new Refused(Why.CONFLICT, "The job is ending.");
        }
        return job(id);
    }

    /** @throws Refused where the job has not ended */
    public synchronized void delete(String id) throws IOException {
        Job job = job(id);
        if (job.status().active()) {
            throw new Refused(Why.CONFLICT, "The job has not ended; cancel it first.");
        }
        store.delete(id);
        spool.deleteJob(id);
    }

    /** Why no upload would be taken; empty where one would. A full queue is no reason: it will have room again. */
    public String notReady() throws IOException {
        if (stopping) {
            return "stopping";
        }
        if (!runner.alive()) {
            return "the worker has ended";
        }
        return spool.freeBytes() < limits.freeBytes() ? "the disk is nearly full" : "";
    }

    /** Whether the thread that codes is there. */
    public boolean alive() {
        return runner.alive();
    }

    /** What codes: model, software, settings. */
    public Map<String, Object> model() {
        return coding.description();
    }

    /** All numbers, in the text format of Prometheus. */
    public String metrics() throws IOException {
        Map<JobStatus, Integer> counts = store.counts();
        int arriving;
        synchronized (this) {
            arriving = uploading;
        }
        return metrics.text(
                coding.algorithm().version(),
                coding.algorithm().weightsSha256(),
                new ServiceMetrics.State(
                        counts.getOrDefault(JobStatus.QUEUED, 0),
                        counts.getOrDefault(JobStatus.RUNNING, 0),
                        arriving,
                        limits.queue(),
                        spool.freeBytes(),
                        notReady().isEmpty()));
    }

    /** Takes nothing more from now on; what was acknowledged goes on. */
    public void refuseUploads() {
        stopping = true;
    }

    /** Stops; what is left is coded by the next service. */
    @Override
    public void close() throws IOException {
        close(Duration.ofSeconds(8));
    }

    /** @param patience how long the job that is being coded may take to its end */
    public void close(Duration patience) throws IOException {
        refuseUploads();
        runner.stop(patience);
        store.close();
        spool.close();
    }
}
