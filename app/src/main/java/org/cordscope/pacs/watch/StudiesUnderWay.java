package org.cordscope.pacs.watch;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cordscope.study.WorkFailure;

/**
 * Steps of several studies at once, so that one is fetched and another is sent while a third is coded. For one thread, which
 * begins steps and waits for them.
 */
final class StudiesUnderWay implements AutoCloseable {
    private static final int LOOK_AGAIN_SECONDS = 60;

    private final int most;
    private final ExecutorService threads;
    private final CompletionService<Long> steps;
    private final Set<Long> underWay = new HashSet<>();
    private boolean alone;

    /** A step; an interrupt ends it. */
    @FunctionalInterface
    interface Step {
        void take() throws IOException, InterruptedException;
    }

    /** @param most how many steps may be under way */
    StudiesUnderWay(int most) {
        this.most = most;
        this.threads = Executors.newFixedThreadPool(most, task -> {
            Thread thread = new Thread(task, "cordscope-study");
            thread.setDaemon(true);
            return thread;
        });
        this.steps = new ExecutorCompletionService<>(threads);
    }

    boolean none() {
        return underWay.isEmpty();
    }

    /** @param alone whether the step must have no other beside it */
    boolean mayBegin(long entry, boolean alone) {
        return !this.alone && underWay.size() < (alone ? 1 : most) && !underWay.contains(entry);
    }

    /** Begins a step that may begin. */
    void begin(long entry, boolean alone, Step step) {
        this.alone = alone;
        underWay.add(entry);
        steps.submit(() -> {
            step.take();
            return entry;
        });
    }

    /** Waits until some step has ended, and throws what it threw. */
    void awaitOne() throws IOException, InterruptedException {
        Future<Long> ended = steps.take();
        alone = false;
        try {
            underWay.remove(ended.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException stopped) {
                throw stopped;
            }
            throw WorkFailure.orIo(e);
        }
    }

    /** Interrupts what is under way, and returns when nothing is any more. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                ended = threads.awaitTermination(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
