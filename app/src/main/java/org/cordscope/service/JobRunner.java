package org.cordscope.service;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.service.telemetry.ServiceMetrics;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * Codes one job after the other on a thread of its own: the network uses all processors by itself. Wherever the process dies,
 * the store says what is left; a job whose coding has begun too often is given up, because it may be what kills the process.
 */
final class JobRunner {
    static final int MOST_ATTEMPTS = 5;

    private static final String CANCELLED = "cancelled while it was coded";
    private static final long PAUSE_MS = 5_000;
    private static final long SWEEP_NANOS = 60_000_000_000L;

    /** How long an interrupted job may take to stop at its next slices and to go back into the queue. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final JobStore store;
    private final Spool spool;
    private final JobCoding coding;
    private final Duration keep;
    private final ServiceMetrics metrics;
    private final EventLog log;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "cordscope-jobs");

    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopping;

    // guarded by this
    private @Nullable Job current;
    private boolean cancelled;

    JobRunner(
            JobStore store,
            Spool spool,
            JobCoding coding,
            Duration keep,
            ServiceMetrics metrics,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.spool = spool;
        this.coding = coding;
        this.keep = keep;
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
    }

    /** Puts right what an earlier process left behind, then starts the thread. */
    void start() throws IOException {
        for (Job job : store.active()) {
            if (!Files.isDirectory(spool.input(job.id()))) {
                end(job, JobStatus.FAILED, "what was uploaded is gone from the disk; send it again");
            } else if (job.status() == JobStatus.RUNNING) {
                putBack(job, "the program ended while the job was coded", true);
            }
        }
        for (String folder : spool.folders()) {
            Optional<Job> job = Job.isId(folder) ? store.find(folder) : Optional.empty();
            if (job.isEmpty()) {
                spool.deleteJob(folder); // nobody was told of it
            } else if (!job.get().status().active()) {
                spool.deleteInput(folder);
            }
        }
        thread.setDaemon(true);
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    /** There is a new job. */
    void wake() {
        news.release();
    }

    /**
     * Stops a job: one that waits at once, the one that is being coded after the slices that it is at.
     *
     * @return false where it has ended, or is ending
     */
    synchronized boolean cancel(String id) throws IOException {
        if (current != null && current.id().equals(id)) {
            cancelled = true;
            thread.interrupt();
            return true;
        }
        Optional<Job> waiting = store.find(id).filter(job -> job.status() == JobStatus.QUEUED);
        if (waiting.isPresent()) {
            end(waiting.get(), JobStatus.CANCELLED, "cancelled while it waited");
        }
        return waiting.isPresent();
    }

    /** Ends the thread: after the job that it is at, or, where that takes longer, in the midst of it, to be coded again. */
    void stop(Duration patience) {
        stopping = true;
        news.release();
        join(patience);
        if (thread.isAlive()) {
            thread.interrupt();
            join(GRACE);
        }
    }

    private void join(Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long swept = System.nanoTime() - SWEEP_NANOS;
        while (true) {
            try {
                if (System.nanoTime() - swept >= SWEEP_NANOS) {
                    sweep();
                    swept = System.nanoTime();
                }
                Optional<Job> job = next();
                if (job.isPresent()) {
                    work(job.get());
                } else if (!await()) {
                    return;
                }
            } catch (IOException | RuntimeException e) {
                log.warning(
                        "the queue cannot be worked on",
                        Map.of("problem", e.getClass().getSimpleName()));
                if (!await()) {
                    return;
                }
            }
        }
    }

    private synchronized Optional<Job> next() {
        news.drainPermits();
        Optional<Job> job = stopping ? Optional.empty() : store.start(coding.id());
        current = job.orElse(null);
        cancelled = false;
        return job;
    }

    /** Waits for a job; false where the thread is to end. */
    private boolean await() {
        try {
            if (!stopping) {
                news.tryAcquire(PAUSE_MS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            return !stopping; // else a cancellation that came too late
        }
        return !stopping;
    }

    private void work(Job job) throws IOException {
        Instant begun = clock.instant();
        try {
            Path results = spool.newResults(job.id());
            JobCoding.Outcome outcome = coding.code(spool.input(job.id()), results);
            spool.publish(job.id());
            finish(job, outcome, Duration.between(begun, clock.instant()));
        } catch (CancellationException | InterruptedIOException | ClosedByInterruptException e) {
            interrupted(job);
        } catch (UserFacingException e) {
            leave();
            end(job, JobStatus.FAILED, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | Error e) {
            if (leave()) { // an interrupt may come out of a library as anything
                end(job, JobStatus.CANCELLED, CANCELLED);
                return;
            }
            boolean full = Spool.isFull(e);
            putBack(job, full ? "the disk is full" : problem(e), !full && !stopping);
            await(); // what was wrong may be right in a while
        } finally {
            leave();
        }
    }

    /** From here on nobody can cancel the job. */
    private synchronized boolean leave() {
        boolean asked = cancelled;
        current = null;
        cancelled = false;
        Thread.interrupted();
        return asked;
    }

    private void interrupted(Job job) throws IOException {
        if (leave()) {
            end(job, JobStatus.CANCELLED, CANCELLED);
            return;
        }
        store.putBack(job, "the service was stopped", false);
        log.info("job put back", Map.of("job", job.id()));
    }

    private void finish(Job job, JobCoding.Outcome outcome, Duration time) throws IOException {
        if (leave()) {
            end(job, JobStatus.CANCELLED, CANCELLED);
            return;
        }
        Job.Counts counts = outcome.counts();
        if (counts == null) {
            end(job, JobStatus.INELIGIBLE, outcome.remark());
            return;
        }
        store.coded(job, counts, outcome.remark());
        tidy(job, false);
        metrics.coded(counts.compressedSlices(), counts.slices(), time);
        metrics.ended(JobStatus.CODED.word(), Duration.between(job.submitted(), clock.instant()));
        log.info(
                "job coded",
                Map.of(
                        "job", job.id(),
                        "scans", counts.scans(),
                        "slices", counts.slices(),
                        "compressed_slices", counts.compressedSlices(),
                        "seconds", time.toMillis() / 1000.0));
    }

    private static String problem(Throwable e) {
        return e instanceof OutOfMemoryError
                ? "it needs more memory than the service has"
                : "an unexpected " + e.getClass().getSimpleName();
    }

    private void putBack(Job job, String reason, boolean counts) throws IOException {
        if (counts && job.attempts() >= MOST_ATTEMPTS) {
            end(job, JobStatus.FAILED, "given up after " + job.attempts() + " attempts: " + reason);
            return;
        }
        store.putBack(job, reason, counts);
        log.warning("job to be tried again", Map.of("job", job.id(), "attempts", job.attempts(), "reason", reason));
    }

    private void end(Job job, JobStatus status, String reason) throws IOException {
        store.end(job, status, reason);
        tidy(job, status != JobStatus.INELIGIBLE); // whose tables say why
        metrics.ended(status.word(), Duration.between(job.submitted(), clock.instant()));
        log.info("job ended", Map.of("job", job.id(), "status", status.word(), "reason", reason));
    }

    /** A job has ended, whether its files can be deleted or not; what stays is deleted after its time or at the next start. */
    private void tidy(Job job, boolean results) {
        try {
            if (results) {
                spool.deleteJob(job.id());
            } else {
                spool.deleteInput(job.id());
            }
        } catch (IOException e) {
            log.warning("files of a job cannot be deleted", Map.of("job", job.id()));
        }
    }

    private void sweep() throws IOException {
        for (Job job : store.endedBefore(keep)) {
            store.delete(job.id());
            spool.deleteJob(job.id());
            log.info("job deleted after its time", Map.of("job", job.id()));
        }
    }
}
