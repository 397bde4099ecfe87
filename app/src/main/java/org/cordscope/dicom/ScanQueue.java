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
    private final ThreadLocal<ReadBuffer> buffers = ThreadLocal.withInitial(ReadBuffer::new);

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
    void file(Path path, FileState state) {
        boolean hashed = sink.wantsHash(path, state);
        if (readers == null) {
            progress.advance(1);
            handOver(path, read(path, state, hashed), state);
            return;
        }
        add(readers.submit(() -> {
            Found found = read(path, state, hashed);
            return () -> {
                progress.advance(1);
                handOver(path, found, state);
            };
        }));
    }

    void rejected(UnusableFileException unusable, FileState state) {
        if (readers == null) {
            sink.rejected(unusable.source(), unusable.reason(), state);
            return;
        }
        FutureTask<Found> known =
                new FutureTask<>(() -> () -> sink.rejected(unusable.source(), unusable.reason(), state));
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

    private void handOver(Path path, Found found, FileState state) {
        try {
            found.handOver();
        } catch (IOException e) {
            UnusableFileException unusable = unreadable(path, e);
            sink.rejected(unusable.source(), unusable.reason(), state);
        }
    }

    private Found read(Path path, FileState found, boolean hashed) {
        SourceFile source = SourceFile.of(path);
        FileState state = found;
        try {
            FileBytes bytes;
            if (hashed && found.bytes() <= SourceBytes.MOST_HASHED_UNUSABLE) {
                bytes = PartTen.wholeFile(source, (int) found.bytes(), buffers.get());
                state = found.hashed(bytes.sha256());
            } else {
                bytes = PartTen.regularFile(source);
            }
            return judge(source, bytes, state);
        } catch (IOException e) {
            UnusableFileException unusable = unreadable(path, e);
            FileState last = hashed && state.sha256().isEmpty() ? hashedUnusable(source, state) : state;
            return () -> sink.rejected(unusable.source(), unusable.reason(), last);
        }
    }

    /** Of a file too large to be read at once before it was judged. */
    private static FileState hashedUnusable(SourceFile source, FileState state) {
        try {
            return state.hashed(SourceBytes.hashOfUnusable(source));
        } catch (IOException unreadable) {
            return state;
        }
    }

    /** Archives are walked when their turn comes, since their headers may be too many to wait. */
    private Found judge(SourceFile source, FileBytes bytes, FileState state) throws IOException {
        if (ArchiveScan.isArchive(bytes)) {
            bytes.close();
            return () -> ArchiveScan.scan(source.file(), progress, sink);
        }
        try (PartTen part = PartTen.of(bytes)) {
            InstanceHeader header = HeaderReading.read(part);
            return () -> sink.readable(header, state);
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
