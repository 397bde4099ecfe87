package org.cordscope.cohort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cordscope.dicom.DicomScan;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;

/** Puts what a scan finds into the index. */
final class IndexingSink implements DicomScan.Sink {
    /** Above this an unusable file, a video or a disk image perhaps, is not read to its end for its hash. */
    private static final long LARGEST_HASHED_UNUSABLE = 2L << 30;

    private final SourceIndex index;

    IndexingSink(SourceIndex index) {
        this.index = index;
    }

    @Override
    public void readable(InstanceHeader header) {
        SourceFile source = header.source();
        long bytes = bytes(source.file());
        long modifiedMs = modifiedMs(source.file());
        String sha256 = index.sha256(source, bytes, modifiedMs);
        index.put(new SourceIndex.Entry(
                source, bytes, modifiedMs, header.studyUid(), header.seriesUid(), sha256, "found", ""));
    }

    @Override
    public void rejected(SourceFile source, String reason) {
        long bytes = bytes(source.file());
        long modifiedMs = modifiedMs(source.file());
        index.put(new SourceIndex.Entry(
                source, bytes, modifiedMs, "", "", hash(source, bytes, modifiedMs), "unusable", reason));
    }

    @Override
    public void rejected(Rejected rejected) {
        throw new IllegalStateException("a scan names the file itself");
    }

    private String hash(SourceFile source, long bytes, long modifiedMs) {
        if (bytes > LARGEST_HASHED_UNUSABLE || !Files.isRegularFile(source.file())) {
            return "";
        }
        String known = index.sha256(source, bytes, modifiedMs);
        try {
            return known.isEmpty() ? FoundInstance.sha256(source) : known;
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }

    private static long modifiedMs(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (NoSuchFileException vanished) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
