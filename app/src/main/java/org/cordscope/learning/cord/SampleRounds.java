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
    private final ScannedSamples scanned;
    private final int scannedCount;
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
     * @param count samples of each round, {@code scannedShare} of them of patients of the cohort phantom, {@code
     *     t2StarShare} of whom are shown as T2*w
     * @param first round wanted, from 0; {@code rounds} the one after the last
     * @param threads that make them
     */
    public SampleRounds(
            long seed,
            int count,
            double scannedShare,
            double t2StarShare,
            int first,
            int rounds,
            int threads,
            Progress progress) {
        this.slices = new RandomisedSlices(seed, SampleGrid.defaults());
        this.scanned = new ScannedSamples(seed, t2StarShare);
        this.scannedCount = (int) Math.round(count * scannedShare);
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
        int patients = (scannedCount + ScannedSamples.EACH - 1) / ScannedSamples.EACH;
        AtomicInteger place = new AtomicInteger(-patients);
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            parts.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = place.getAndIncrement();
                                i < count - scannedCount && !closed;
                                i = place.getAndIncrement()) {
                            int ready = i < 0
                                    ? scanned(made, (long) round * patients, patients + i)
                                    : randomised(made, (long) round * count, i);
                            synchronized (place) {
                                progress.advance(ready);
                            }
                        }
                    },
                    makers));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> Arrays.asList(made));
    }

    private int randomised(TrainingSample[] made, long from, int number) {
        made[number] = TrainingSample.of(slices.sample(from + number));
        return 1;
    }

    /** Those of one patient, behind the randomised ones. */
    private int scanned(TrainingSample[] made, long from, int patient) {
        List<TrainingSample> samples = scanned.of(from + patient);
        int start = count - scannedCount + patient * ScannedSamples.EACH;
        int end = Math.min(count, start + ScannedSamples.EACH);
        for (int i = start; i < end; i++) {
            made[i] = samples.get(i - start);
        }
        return end - start;
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
