package org.cordscope.deid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that work on what one thread hands them, of which never more than a few pieces wait. The first failure ends all. */
final class BoundedWorkers implements AutoCloseable {
    private static final int WAITING_PER_THREAD = 2;

    /** More threads than processors: most of them wait for the disk to have what they wrote. */
    private static final int THREADS_PER_PROCESSOR = 6;

    private final ExecutorService threads;
    private final Semaphore places;
    private final int placeCount;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** A piece of work. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private BoundedWorkers(int count) {
        threads = Executors.newFixedThreadPool(count);
        placeCount = count * WAITING_PER_THREAD;
        places = new Semaphore(placeCount);
    }

    static BoundedWorkers ofAllProcessors() {
        return new BoundedWorkers(THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    /**
     * Waits until a place is free.
     *
     * @throws CancellationException where the calling thread is interrupted meanwhile
     */
    void submit(Work work) {
        acquire(1);
        if (failure.get() != null) {
            places.release();
            throw new CancellationException("work that was handed out before has failed");
        }
        threads.execute(() -> {
            try {
                if (failure.get() == null) {
                    work.run();
                }
            } catch (Throwable e) { // passed on by finish and close
                failure.compareAndSet(null, e);
            } finally {
                places.release();
            }
        });
    }

    /** Waits for all work. */
    void finish() throws IOException {
        acquire(placeCount);
        places.release(placeCount);
        rethrow();
    }

    private void acquire(int count) {
        try {
            places.acquire(count);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped by an interrupt");
        }
    }

    /** Throws what a piece of work has failed with. */
    void rethrow() throws IOException {
        Throwable problem = failure.get();
        if (problem instanceof IOException io) {
            throw io;
        }
        if (problem instanceof UncheckedIOException io && io.getCause() != null) {
            throw io.getCause();
        }
        if (problem instanceof RuntimeException known) {
            throw known;
        }
        if (problem instanceof Error error) {
            throw error;
        }
    }

    /** Lets what runs come to its end, and drops what waits. */
    @Override
    public void close() {
        failure.compareAndSet(null, new CancellationException("the work was given up"));
        threads.shutdown();
        boolean interrupted = Thread.interrupted();
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
