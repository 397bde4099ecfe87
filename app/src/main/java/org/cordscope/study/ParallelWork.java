package org.cordscope.study;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One step over many items on several threads: results come in the order of the items, on the thread that asked, and only a
 * few items are under way at any time, however many there are.
 */
public final class ParallelWork implements Closeable {
    private static final int AHEAD = 4;
    private static final int STOP_SECONDS = 20;

    private final ExecutorService threads;
    private final int window;

    /** @param threads how many items are worked on at once */
    public ParallelWork(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("work needs a thread, not " + threads);
        }
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "cordscope-work");
            thread.setDaemon(true);
            return thread;
        });
        this.window = threads * AHEAD;
    }

    /** As many threads as the machine has processors. */
    public static ParallelWork onAllProcessors() {
        return new ParallelWork(Runtime.getRuntime().availableProcessors());
    }

    /** What is done with one item. It must be safe to run for several items at once. */
    @FunctionalInterface
    public interface Step<T, R> {
        R apply(T item) throws IOException;
    }

    /** Where a result goes; called on the asking thread, in the order of the items. */
    @FunctionalInterface
    public interface Taker<R> {
        void take(R result) throws IOException;
    }

    /**
     * Works through all items.
     *
     * @throws CancellationException where the asking thread is interrupted; no step runs any more then
     * @throws IOException what a step threw; no step runs any more then
     */
    public <T, R> void each(Iterator<T> items, Step<T, R> step, Taker<R> taker) throws IOException {
        Deque<Future<R>> underWay = new ArrayDeque<>();
        boolean done = false;
        try {
            while (items.hasNext() || !underWay.isEmpty()) {
                Cancellation.check();
                while (items.hasNext() && underWay.size() < window) {
                    T item = items.next();
                    underWay.add(threads.submit(() -> step.apply(item)));
                }
                taker.take(result(underWay.remove()));
            }
            done = true;
        } finally {
            if (!done) {
                stop();
            }
        }
    }

    /**
     * Begins a step over items whose results all fit into memory; they are taken later.
     *
     * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
     */
    public <T, R> Begun<R> begin(Collection<T> items, Step<T, R> step) {
        List<Future<R>> futures = new ArrayList<>(items.size());
        for (T item : items) {
            futures.add(threads.submit(() -> step.apply(item)));
        }
        return new Begun<>(this, futures);
    }

    /** Steps that were begun. */
    public static final class Begun<R> {
        private final ParallelWork work;
        private final List<Future<R>> futures;

        private Begun(ParallelWork work, List<Future<R>> futures) {
            this.work = work;
            this.futures = futures;
        }

        /**
         * Waits for the results and hands them over, in the order of the items.
         *
         * @throws CancellationException where the asking thread is interrupted; no step runs any more then
         * @throws IOException what a step threw; no step runs any more then
         */
        public void each(Taker<R> taker) throws IOException {
            boolean done = false;
            try {
                for (Future<R> future : futures) {
                    taker.take(result(future));
                }
                done = true;
            } finally {
                if (!done) {
                    work.stop();
                }
            }
        }
    }

    /** The results of a step over items that fit into memory. */
    public <T, R> List<R> map(Collection<T> items, Step<T, R> step) throws IOException {
        List<R> results = new ArrayList<>(items.size());
        each(items.iterator(), step, results::add);
        return results;
    }

    private static <R> R result(Future<R> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException stopped = new CancellationException("stopped by an interrupt");
            stopped.initCause(e);
            throw stopped;
        } catch (ExecutionException e) {
            throw WorkFailure.orIo(e);
        }
    }

    /** Waits for the steps under way, so that nothing is written any more by the time the asking thread tidies up. */
    private void stop() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops what is under way and not wanted any more. */
    @Override
    public void close() {
        stop();
    }
}
