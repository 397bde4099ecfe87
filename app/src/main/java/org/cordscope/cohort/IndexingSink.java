package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.cordscope.dicom.DicomScan;
import org.cordscope.nifti.NiftiFile;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;
import org.jspecify.annotations.Nullable;

/** Puts what a scan finds into the index. */
final class IndexingSink implements DicomScan.Sink {
    /** Above this an unusable file, a video or a disk image perhaps, is not read to its end for its hash. */
    private static final long LARGEST_HASHED_UNUSABLE = 2L << 30;

    private final SourceIndex index;
    private final Set<Path> listed = new HashSet<>();

    IndexingSink(SourceIndex index) {
        this.index = index;
    }

    /** A NIfTI volume or its side-car is read here, and not opened as DICOM; what a table lists has been read already. */
    @Override
    public boolean claims(Path file) {
        if (listed.contains(file)) {
            return true;
        }
        SourceFile source = SourceFile.of(file);
        if (!ForeignFiles.isVolume(source)) {
            return false;
        }
        try {
            readable(NiftiFile.header(source));
        } catch (UnusableFileException e) {
            rejected(source, e.reason());
        } catch (IOException e) {
            rejected(source, "not readable: " + e.getClass().getSimpleName());
        }
        return true;
    }

    @Override
    public void readable(InstanceHeader header) {
        readable(header, null);
    }

    /** @param listing the table that lists the file; null where the file speaks for itself */
    void readable(InstanceHeader header, ForeignFiles.@Nullable Listing listing) {
        SourceFile source = header.source();
        if (listing != null) {
            listed.add(source.file());
        }
        State state = State.of(source.file());
        String sha256 = index.sha256(source, state.bytes(), state.modifiedMs());
        index.put(new SourceIndex.Entry(
                source,
                state.bytes(),
                state.modifiedMs(),
                header.studyUid(),
                header.seriesUid(),
                sha256,
                "found",
                "",
                listing));
    }

    @Override
    public void rejected(SourceFile source, String reason) {
        State state = State.of(source.file());
        index.put(new SourceIndex.Entry(
                source, state.bytes(), state.modifiedMs(), "", "", hash(source, state), "unusable", reason, null));
    }

    @Override
    public void rejected(Rejected rejected) {
        throw new IllegalStateException("a scan names the file itself");
    }

    private String hash(SourceFile source, State state) {
        if (state.bytes() > LARGEST_HASHED_UNUSABLE || !Files.isRegularFile(source.file())) {
            return "";
        }
        String known = index.sha256(source, state.bytes(), state.modifiedMs());
        try {
            return known.isEmpty() ? FoundInstance.sha256(source) : known;
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** Size and time of a file as they are; a file that cannot be looked at any more has neither. */
    private record State(long bytes, long modifiedMs) {
        static State of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new State(
                        attributes.size(), attributes.lastModifiedTime().toMillis());
            } catch (IOException unreadable) {
                return new State(-1, 0);
            }
        }
    }
}
