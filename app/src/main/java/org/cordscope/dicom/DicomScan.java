package org.cordscope.dicom;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.cordscope.study.Cancellation;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;

/** Walks files, folders and ZIP archives: every file becomes a header or a rejection, none is passed over in silence. */
public final class DicomScan {
    private static final int DEEPEST = 200;

    private final Progress progress;
    private final Sink sink;

    private DicomScan(Progress progress, Sink sink) {
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

    /**
     * Scans {@code inputs} one after the other, each in path order, keeping nothing. Symbolic links are followed only where
     * they are an input themselves.
     *
     * @throws CancellationException where the thread is interrupted; the last rejection may come of that
     */
    public static void scan(List<Path> inputs, Progress progress, Sink sink) throws IOException {
        progress.begin("Reading headers", -1);
        DicomScan scan = new DicomScan(progress, sink);
        for (Path input : inputs) {
            scan.visit(input, 0);
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
            } else if (attributes.isRegularFile() && !sink.claims(path)) {
                file(path);
            } else if (attributes.isRegularFile()) {
                progress.advance(1);
            } else {
                reject(path, attributes.isSymbolicLink() ? "symbolic link, not followed" : "neither file nor folder");
            }
        } catch (DicomFormatException e) {
            sink.rejected(e.source(), e.reason());
        } catch (AccessDeniedException e) {
            reject(path, "not readable: permission denied");
        } catch (NoSuchFileException e) {
            reject(path, "no such file or folder");
        } catch (IOException e) {
            reject(path, "not readable: " + e.getClass().getSimpleName());
        }
    }

    private void folder(Path folder, int depth) throws IOException {
        if (depth >= DEEPEST) {
            reject(folder, "folders nested more than " + DEEPEST + " deep");
            return;
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        }
        Collections.sort(children);
        for (Path child : children) {
            visit(child, depth + 1);
        }
    }

    private void file(Path path) throws IOException {
        progress.advance(1);
        PartTen part;
        try {
            part = PartTen.open(SourceFile.of(path));
        } catch (DicomFormatException e) {
            if (!ArchiveScan.isArchive(path)) {
                throw e;
            }
            ArchiveScan.scan(path, progress, sink);
            return;
        }
        try (part) {
            sink.readable(HeaderReading.read(part));
        }
    }

    private void reject(Path path, String reason) {
        sink.rejected(SourceFile.of(path), reason);
    }
}
