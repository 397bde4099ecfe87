package org.cordscope.learning.torch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordscope.imaging.Augmentation;
import org.cordscope.imaging.AugmentationRanges;
import org.cordscope.learning.LabelledSlices;
import org.jspecify.annotations.Nullable;

/**
 * Batches of slices in a given order, read ahead while the network computes: by one thread, which leaves the processor to it,
 * or by several where it computes on a CUDA device. Close it to end them.
 */
final class Batches implements AutoCloseable {
    private static final int READERS =
            Libtorch.onCuda() ? Math.min(8, Runtime.getRuntime().availableProcessors()) : 1;
    private static final int AHEAD = 2 + READERS;

    private final LabelledSlices slices;
    private final Planes shape;
    private final List<int[]> order;
    private final @Nullable Drawn drawn;
    private final ExecutorService reader = Executors.newFixedThreadPool(READERS, task -> {
        Thread thread = new Thread(task, "cordscope-batches");
        thread.setDaemon(true);
        return thread;
    });
    private final Deque<Future<Batch>> ahead = new ArrayDeque<>();
    private int asked;

    /** Augmentation drawn from the seed, the epoch and the slice. */
    record Drawn(AugmentationRanges ranges, long seed, int epoch) {
        Augmentation of(int slice) {
            return ranges.draw(Draws.augmentation(seed, epoch, slice));
        }
    }

    /**
     * Some slices.
     *
     * @param grey images one after the other
     * @param targets 1 for compressed, 0 for not
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Batch(float[] grey, float[] targets) {}

    /**
     * @param shape of what the slices give
     * @param drawn null leaves the slices as they are
     */
    Batches(LabelledSlices slices, Planes shape, List<int[]> order, @Nullable Drawn drawn) {
        this.slices = slices;
        this.shape = shape;
        this.order = order;
        this.drawn = drawn;
        for (int i = 0; i < AHEAD; i++) {
            ask();
        }
    }

    /** All slices in their order, {@code batch} at a time. */
    static List<int[]> inOrder(int slices, int batch) {
        int[] indices = new int[slices];
        for (int i = 0; i < slices; i++) {
            indices[i] = i;
        }
        return cut(indices, batch);
    }

    /**
     * All slices once in random order. A last batch of a single slice joins the one before: batch normalisation needs two.
     */
    static List<int[]> shuffled(int slices, int batch, SplittableRandom random) {
        int[] indices = new int[slices];
        for (int i = 0; i < slices; i++) {
            int other = random.nextInt(i + 1);
            indices[i] = indices[other];
            indices[other] = i;
        }
        List<int[]> batches = cut(indices, batch);
        int last = batches.size() - 1;
        if (last > 0 && batches.get(last).length == 1) {
            batches.remove(last);
            batches.set(last - 1, Arrays.copyOfRange(indices, (last - 1) * batch, slices));
        }
        return batches;
    }

    private static List<int[]> cut(int[] indices, int batch) {
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < indices.length; start += batch) {
            batches.add(Arrays.copyOfRange(indices, start, Math.min(indices.length, start + batch)));
        }
        return batches;
    }

    private void ask() {
        if (asked < order.size()) {
            int[] indices = order.get(asked++);
            ahead.add(reader.submit(() -> read(indices)));
        }
    }

    private Batch read(int[] indices) throws IOException {
        int area = shape.values();
        float[] grey = new float[indices.length * area];
        float[] targets = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            float[] one = slices.grey(indices[i]);
            if (one.length != area) {
                throw new IllegalArgumentException("slice has " + one.length + " values, the recipe wants " + area);
            }
            float[] changed = drawn == null ? one : drawn.of(indices[i]).apply(one, shape.side());
            System.arraycopy(changed, 0, grey, i * area, area);
            targets[i] = slices.compressed(indices[i]) ? 1 : 0;
        }
        return new Batch(grey, targets);
    }

    boolean hasNext() {
        return !ahead.isEmpty();
    }

    Batch next() throws IOException, InterruptedException {
        Future<Batch> first = ahead.poll();
        if (first == null) {
            throw new NoSuchElementException("no batch is left");
        }
        try {
            Batch batch = first.get();
            ask();
            return batch;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
