package org.cordscope.learning.cord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordscope.phantom.randomised.RandomisedSlices;
import org.cordscope.phantom.randomised.SampleGrid;
import org.cordscope.study.Progress;

/** Samples round by round, the next one made on threads of its own while the last one is used. Close it to end them. */
public final class SampleRounds implements AutoCloseable {
    private final RandomisedSlices slices;
    private final int count;
    private final int rounds;
    private final int threads;
    private final ExecutorService makers;
    private int next;
    private CompletableFuture<List<TrainingSample>> ahead;
    private volatile boolean closed;

    /**
     * Starts to make a round.
     *
     * @param count samples of each round
     * @param first round wanted, from 0; {@code rounds} the one after the last
     * @param threads that make them
     */
    public SampleRounds(long seed, int count, int first, int rounds, int threads, Progress progress) {
        this.slices = new RandomisedSlices(seed, SampleGrid.defaults());
        this.count = count;
        this.rounds = rounds;
        this.threads = threads;
        this.makers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "cordscope-samples");
            thread.setDaemon(true);
            return thread;
        });
        progress.begin("drawing samples", count);
        this.next = first;
        this.ahead = make(first, progress);
    }

    private CompletableFuture<List<TrainingSample>> make(int round, Progress progress) {
        TrainingSample[] made = new TrainingSample[count];
        AtomicInteger place = new AtomicInteger();
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            parts.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = place.getAndIncrement(); i < count && !closed; i = place.getAndIncrement()) {
                            made[i] = TrainingSample.of(slices.sample((long) round * count + i));
                            synchronized (place) {
                                progress.advance(1);
                            }
                        }
                    },
                    makers));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> Arrays.asList(made));
    }

    /** The next round, in the order of the samples. */
    public List<TrainingSample> next() throws InterruptedException {
        try {
            List<TrainingSample> samples = ahead.get();
            next++;
            if (next < rounds) {
                ahead = make(next, Progress.NONE);
            }
            return samples;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        closed = true;
        makers.shutdownNow();
    }
}
