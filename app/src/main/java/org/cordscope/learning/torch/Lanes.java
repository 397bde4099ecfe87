package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cordscope.study.WorkFailure;

/** Threads within which libtorch computes on one core each: for several small works at once. */
final class Lanes implements AutoCloseable {
    private static final int STOP_SECONDS = 60;

    private final ThreadPoolExecutor threads;

    Lanes(int count) {
        int before = Libtorch.threads();
        List<CompletableFuture<Void>> ready = new ArrayList<>();
        this.threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            CompletableFuture<Void> set = new CompletableFuture<>();
            ready.add(set);
            return thread(task, set);
        });
        threads.prestartAllCoreThreads();
        ready.forEach(CompletableFuture::join);
        Libtorch.useThreads(before); // other threads go on as they did
    }

    private static Thread thread(Runnable task, CompletableFuture<Void> set) {
        Thread thread = new Thread(
                () -> {
                    Libtorch.useThreads(1);
                    set.complete(null);
                    task.run();
                },
                "cordscope-lane");
        thread.setDaemon(true);
        return thread;
    }

    int count() {
        return threads.getCorePoolSize();
    }

    /**
     * Does a step for each part.
     *
     * @return results in the order of the parts
     * @throws CancellationException where the asking thread is interrupted; a step may be under way still
     */
    <T, R> List<R> map(List<T> parts, Function<T, R> step) {
        List<Future<R>> begun = new ArrayList<>();
        for (T part : parts) {
            begun.add(threads.submit(() -> step.apply(part)));
        }
        List<R> results = new ArrayList<>();
        try {
            for (Future<R> part : begun) {
                results.add(part.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException stopped = new CancellationException("stopped by an interrupt");
            stopped.initCause(e);
            throw stopped;
        } catch (ExecutionException e) {
            throw WorkFailure.unchecked(e);
        } finally {
            begun.forEach(part -> part.cancel(false));
        }
    }

    /** Waits for the steps under way, which use native memory. */
    @Override
    public void close() {
        threads.shutdown();
        boolean ended = false;
        boolean interrupted = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
