package org.cordscope.dicom;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.cordscope.study.Cancellation;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/** Walks files, folders and ZIP archives: every file becomes a header or a rejection, none is passed over in silence. */
public final class DicomScan {
    private static final int DEEPEST = 200;

    private final ScanQueue queue;
    private final Progress progress;
    private final Sink sink;

    private DicomScan(ScanQueue queue, Progress progress, Sink sink) {
        this.queue = queue;
        this.progress = progress;
        this.sink = sink;
    }

    /** Receives what a scan finds, in path order. */
    public interface Sink {
        void readable(InstanceHeader header);

        void rejected(Rejected rejected);

        /** As {@link #rejected(Rejected)}, for a receiver that wants the file itself and not what its path looks like. */
        default void rejected(SourceFile source, String reason) {
            rejected(new Rejected(source.display(), reason));
        }

        /** True where {@code readable} and {@code rejected} should get the hash of this file, which is then read to its end. */
        default boolean wantsHash(Path file, FileState state) {
            return false;
        }

        /** As {@link #readable(InstanceHeader)}, with the state of the file that holds the header. */
        default void readable(InstanceHeader header, FileState state) {
            readable(header);
        }

        /** As {@link #rejected(SourceFile, String)}, with the state of the file. */
        default void rejected(SourceFile source, String reason, FileState state) {
            rejected(source, reason);
        }

        /** True for a file that another reader takes: it is not opened here, and counts there. */
        default boolean claims(Path file) {
            return false;
        }

        /** Puts what is found into two lists, for callers that need all headers at once. */
        static Sink into(Collection<InstanceHeader> headers, Collection<Rejected> rejections) {
            return new Sink() {
                @Override
                public void readable(InstanceHeader header) {
                    headers.add(header);
                }

                @Override
                public void rejected(Rejected rejected) {
                    rejections.add(rejected);
                }
            };
        }
    }

    /** Scans on the calling thread alone, as {@link #scan(List, int, Progress, Sink)} does. */
    public static void scan(List<Path> inputs, Progress progress, Sink sink) throws IOException {
        scan(inputs, 1, progress, sink);
    }

    /**
     * Scans {@code inputs} one after the other, each in path order. Memory does not grow with the number of files: a few
     * headers per thread wait for their turn, and of a folder the names. Symbolic links are followed only where they are an
     * input themselves.
     *
     * @param threads how many read headers; the sink is always called from the calling thread, in path order
     * @throws CancellationException where the thread is interrupted; the last rejection may come of that
     */
    public static void scan(List<Path> inputs, int threads, Progress progress, Sink sink) throws IOException {
        progress.begin("Reading headers", -1);
        try (ScanQueue queue = new ScanQueue(threads, progress, sink)) {
            DicomScan scan = new DicomScan(queue, progress, sink);
            for (Path input : inputs) {
                scan.visit(input, 0);
            }
            queue.drain();
        }
        Cancellation.check();
    }

    private void visit(Path path, int depth) {
        Cancellation.check();
        try {
            BasicFileAttributes attributes = depth == 0
                    ? Files.readAttributes(path, BasicFileAttributes.class)
                    : Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                folder(path, depth);
            } else if (attributes.isRegularFile() && sink.claims(path)) {
                progress.advance(1);
            } else if (attributes.isRegularFile()) {
                queue.file(path, FileState.of(attributes));
            } else {
                String what = attributes.isSymbolicLink() ? "symbolic link, not followed" : "neither file nor folder";
                reject(path, what, FileState.of(attributes));
            }
        } catch (IOException e) {
            queue.rejected(ScanQueue.unreadable(path, e), FileState.UNKNOWN);
        }
    }

    private void folder(Path folder, int depth) throws IOException {
        if (depth >= DEEPEST) {
            reject(folder, "folders nested more than " + DEEPEST + " deep", FileState.UNKNOWN);
            return;
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            queue.rejected(ScanQueue.unreadable(folder, Objects.requireNonNull(e.getCause())), FileState.UNKNOWN);
        }
        Collections.sort(children);
        for (Path child : children) {
            visit(child, depth + 1);
        }
    }

    private void reject(Path path, String reason, FileState state) {
        queue.rejected(new UnusableFileException(SourceFile.of(path), reason), state);
    }
}
