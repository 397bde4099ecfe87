package org.cordscope.inference;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.dicom.DicomFormatException;
import org.cordscope.dicom.DicomFrames;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Channels;
import org.cordscope.learning.NetworkInput;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Rejected;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SourceFile;
import org.cordscope.study.WorkFailure;
import org.jspecify.annotations.Nullable;

/**
 * Decodes slices batch by batch on a thread of its own, one batch ahead of the network. A file is parsed once for all its
 * frames that follow each other. Close it to end the thread.
 */
final class SlicesAhead implements AutoCloseable {
    private static final int AHEAD = 2;

    private final Set<NetworkInput> inputs;
    private final boolean neighbours;
    private final Iterator<List<SliceRef>> order;
    private final Queue<Future<Batch>> ahead = new ArrayDeque<>();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "cordscope-slices");
        thread.setDaemon(true);
        return thread;
    });
    private final List<SliceRef> slices;

    // of the reading thread
    private final Deque<Plane> planes = new ArrayDeque<>();
    private @Nullable OpenFile open;
    private int place;

    /**
     * Slices that could be decoded, and what could not.
     *
     * @param toRead the same slices with their pixels
     * @param flaws of each picture, empty for none
     */
    record Batch(List<SliceRef> slices, List<SliceToRead> toRead, List<String> flaws, List<Rejected> rejected) {}

    /** The file read last, so that its next frame needs no parsing. */
    private record OpenFile(SourceFile source, DicomFrames frames) {}

    /** One slice, kept because its neighbours need it too. */
    private record Plane(int place, SliceImage image, Map<Preprocessing, float[]> known) {
        float[] grey(Preprocessing preprocessing) {
            return known.computeIfAbsent(preprocessing, wanted -> wanted.apply(image));
        }
    }

    /** @param batches slices of one scan after the other, each scan in its order */
    SlicesAhead(Set<NetworkInput> inputs, List<List<SliceRef>> batches) {
        this.inputs = inputs;
        this.neighbours =
                inputs.isEmpty() || inputs.stream().anyMatch(input -> input.channels() == Channels.NEIGHBOURS);
        this.slices = batches.stream().flatMap(List::stream).toList();
        this.order = batches.iterator();
        for (int i = 0; i < AHEAD; i++) {
            ask();
        }
    }

    private void ask() {
        if (order.hasNext()) {
            List<SliceRef> slices = order.next();
            ahead.add(reader.submit(() -> read(slices)));
        }
    }

    /**
     * The batches in their order, one for each that was given.
     *
     * @throws CancellationException where the thread is interrupted
     */
    Batch next() throws IOException {
        try {
            Batch batch = ahead.remove().get();
            ask();
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        } catch (ExecutionException e) {
            throw WorkFailure.orIo(e);
        }
    }

    private static CancellationException cancelled() {
        return new CancellationException("coding was interrupted");
    }

    private Batch read(List<SliceRef> slices) throws IOException {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (SliceRef slice : slices) {
            try {
                batch.toRead().add(toRead(slice));
                batch.flaws()
                        .add(PictureGate.flaw(
                                batch.toRead().get(batch.toRead().size() - 1).slice()));
                batch.slices().add(slice);
            } catch (DicomFormatException e) {
                batch.rejected().add(e.toRejected());
            } catch (ClosedByInterruptException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                String file = slice.header().source().display();
                batch.rejected()
                        .add(new Rejected(file, "not readable: " + e.getClass().getSimpleName()));
            } finally {
                place++;
            }
        }
        return batch;
    }

    private SliceToRead toRead(SliceRef slice) throws IOException {
        Plane own = plane(place);
        Plane below = neighbours ? neighbour(place, place - 1, own) : own;
        Plane above = neighbours ? neighbour(place, place + 1, own) : own;
        Map<NetworkInput, float[]> images = new HashMap<>();
        for (NetworkInput input : inputs) {
            Preprocessing wanted = input.preprocessing();
            images.put(input, input.channels().image(below.grey(wanted), own.grey(wanted), above.grey(wanted)));
        }
        return new SliceToRead(
                above.image(), own.image(), below.image(), slice.frame().plane(), images);
    }

    /** The slice itself stands in for a neighbour that is not there or cannot be read, which is rejected in its own turn. */
    private Plane neighbour(int at, int other, Plane own) throws IOException {
        if (other < 0 || other >= slices.size() || !sameSlab(slices.get(at), slices.get(other))) {
            return own;
        }
        try {
            return plane(other);
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return own;
        }
    }

    private static boolean sameSlab(SliceRef one, SliceRef other) {
        return one.slab() == other.slab()
                && Math.abs(one.index() - other.index()) == 1
                && one.header().seriesUid().equals(other.header().seriesUid());
    }

    private Plane plane(int at) throws IOException {
        for (Plane known : planes) {
            if (known.place() == at) {
                return known;
            }
        }
        Plane plane = new Plane(at, image(slices.get(at)), new HashMap<>());
        planes.addLast(plane);
        if (planes.size() > 3) {
            planes.removeFirst();
        }
        return plane;
    }

    private SliceImage image(SliceRef slice) throws IOException {
        InstanceHeader header = slice.header();
        OpenFile file = open;
        if (file == null || !file.source().equals(header.source())) {
            open = null; // two files at once would double the memory
            file = new OpenFile(header.source(), DicomFrames.of(header.source(), DicomReader.read(header.source())));
            open = file;
        }
        return DicomPixels.read(header, file.frames(), slice.frame().frame());
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
