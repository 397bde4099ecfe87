package org.cordscope.inference;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Rejected;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Decodes slices batch by batch on a thread of its own, one batch ahead of the network. A file is parsed once for all its
 * frames that follow each other. Close it to end the thread.
 */
final class SlicesAhead implements AutoCloseable {
    private static final int AHEAD = 2;

    private final Set<Preprocessing> preprocessings;
    private final Iterator<List<SliceRef>> order;
    private final Queue<Future<Batch>> ahead = new ArrayDeque<>();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "cordscope-slices");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable OpenFile open; // of the reading thread

    /**
     * Slices that could be decoded, and what could not.
     *
     * @param grey images of the slices as the networks want them
     * @param flaws of each picture, empty for none
     */
    record Batch(
            List<SliceRef> slices,
            Map<Preprocessing, List<float[]>> grey,
            List<String> flaws,
            List<Rejected> rejected) {}

    /** The file read last, so that its next frame needs no parsing. */
    private record OpenFile(SourceFile source, DicomFrames frames) {}

    SlicesAhead(Set<Preprocessing> preprocessings, List<List<SliceRef>> batches) {
        this.preprocessings = preprocessings;
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
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    private static CancellationException cancelled() {
        return new CancellationException("coding was interrupted");
    }

    private Batch read(List<SliceRef> slices) throws IOException {
        Batch batch = new Batch(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        preprocessings.forEach(preprocessing -> batch.grey().put(preprocessing, new ArrayList<>()));
        for (SliceRef slice : slices) {
            try {
                SliceImage image = image(slice);
                batch.grey().forEach((preprocessing, images) -> images.add(preprocessing.apply(image)));
                batch.flaws().add(PictureGate.flaw(image));
                batch.slices().add(slice);
            } catch (DicomFormatException e) {
                batch.rejected().add(e.toRejected());
            } catch (ClosedByInterruptException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                String file = slice.header().source().display();
                batch.rejected()
                        .add(new Rejected(file, "not readable: " + e.getClass().getSimpleName()));
            }
        }
        return batch;
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
