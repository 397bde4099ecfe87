package org.cordscope.dicom;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;
import org.jspecify.annotations.Nullable;

/** Files on their way through a scan: read by several threads, handed to the sink by one, in the order of coming. */
final class ScanQueue implements AutoCloseable {
    private static final int WAITING_PER_THREAD = 32;

    private final Progress progress;
    private final DicomScan.Sink sink;
    private final int most;
    private final @Nullable ExecutorService readers;
    private final Deque<Future<Found>> waiting = new ArrayDeque<>();

    /** Hands over what a file turned out to be. */
    @FunctionalInterface
    private interface Found {
        void handOver() throws IOException;
    }

    ScanQueue(int threads, Progress progress, DicomScan.Sink sink) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more: " + threads);
        }
        this.progress = progress;
        this.sink = sink;
        this.most = threads == 1 ? 0 : threads * WAITING_PER_THREAD;
        this.readers = threads == 1 ? null : Executors.newFixedThreadPool(threads);
    }

    /** @param path a regular file */
    void file(Path path) {
        if (readers == null) {
            progress.advance(1);
            handOver(path, read(path));
            return;
        }
        add(readers.submit(() -> {
            Found found = read(path);
            return () -> {
                progress.advance(1);
                handOver(path, found);
            };
        }));
    }

    void rejected(UnusableFileException unusable) {
        if (readers == null) {
            sink.rejected(unusable.source(), unusable.reason());
            return;
        }
        FutureTask<Found> known = new FutureTask<>(() -> () -> sink.rejected(unusable.source(), unusable.reason()));
        known.run();
        add(known);
    }

    private void add(Future<Found> file) {
        waiting.add(file);
        while (waiting.size() > most) {
            next();
        }
    }

    void drain() {
        while (!waiting.isEmpty()) {
            next();
        }
    }

    private void next() {
        try {
            waiting.remove().get().handOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped by an interrupt");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a file could not be judged", e.getCause());
        } catch (IOException e) {
            throw new IllegalStateException("a file was handed over twice", e);
        }
    }

    private void handOver(Path path, Found found) {
        try {
            found.handOver();
        } catch (IOException e) {
            UnusableFileException unusable = unreadable(path, e);
            sink.rejected(unusable.source(), unusable.reason());
        }
    }

    /** Archives are walked when their turn comes, since their headers may be too many to wait. */
    private Found read(Path path) {
        SourceFile source = SourceFile.of(path);
        try {
            FileBytes bytes = PartTen.regularFile(source);
            if (ArchiveScan.isArchive(bytes)) {
                bytes.close();
                return () -> ArchiveScan.scan(path, progress, sink);
            }
            try (PartTen part = PartTen.of(bytes)) {
                InstanceHeader header = HeaderReading.read(part);
                return () -> sink.readable(header);
            }
        } catch (IOException e) {
            UnusableFileException unusable = unreadable(path, e);
            return () -> sink.rejected(unusable.source(), unusable.reason());
        }
    }

    static UnusableFileException unreadable(Path path, IOException e) {
        if (e instanceof UnusableFileException unusable) {
            return unusable;
        }
        String reason = e instanceof AccessDeniedException
                ? "not readable: permission denied"
                : e instanceof NoSuchFileException
                        ? "no such file or folder"
                        : "not readable: " + e.getClass().getSimpleName();
        return new UnusableFileException(SourceFile.of(path), reason);
    }

    @Override
    public void close() {
        if (readers != null) {
            readers.shutdownNow();
        }
    }
}
