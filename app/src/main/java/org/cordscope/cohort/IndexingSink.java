package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cordscope.dicom.DicomScan;
import org.cordscope.dicom.FileState;
import org.cordscope.dicom.SourceBytes;
import org.cordscope.nifti.NiftiFile;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;
import org.jspecify.annotations.Nullable;

/** Puts what a scan finds into the index. */
final class IndexingSink implements DicomScan.Sink {
    private final SourceIndex index;
    private final HeldHeaders held;
    private final Map<Path, String> knownHashes = new HashMap<>();
    private final Set<Path> listed = new HashSet<>();

    /** @param held takes the headers that are found */
    IndexingSink(SourceIndex index, HeldHeaders held) {
        this.index = index;
        this.held = held;
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

    /** A file that has not changed since its hash was computed needs no other. */
    @Override
    public boolean wantsHash(Path file, FileState state) {
        String known = index.sha256(SourceFile.of(file), state.bytes(), state.modifiedMs());
        if (!known.isEmpty()) {
            knownHashes.put(file, known);
        }
        return known.isEmpty();
    }

    @Override
    public void readable(InstanceHeader header, FileState state) {
        SourceFile source = header.source();
        String known = knownHashes.remove(source.file());
        held.put(header);
        put(header, state, known == null ? state.sha256() : known, null);
    }

    /** An entry of an archive. */
    @Override
    public void readable(InstanceHeader header) {
        readable(header, (ForeignFiles.Listing) null);
    }

    /** @param listing the table that lists the file; null where the file speaks for itself */
    void readable(InstanceHeader header, ForeignFiles.@Nullable Listing listing) {
        SourceFile source = header.source();
        if (listing != null) {
            listed.add(source.file());
        }
        FileState state = state(source.file());
        put(header, state, index.sha256(source, state.bytes(), state.modifiedMs()), listing);
    }

    private void put(InstanceHeader header, FileState state, String sha256, ForeignFiles.@Nullable Listing listing) {
        index.put(new SourceIndex.Entry(
                header.source(),
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
        rejected(source, reason, state(source.file()));
    }

    @Override
    public void rejected(SourceFile source, String reason, FileState state) {
        knownHashes.remove(source.file());
        String sha256 = state.sha256().isEmpty() ? hash(source, state) : state.sha256();
        index.put(new SourceIndex.Entry(
                source,
                state.bytes(),
                state.modifiedMs(),
                "",
                "",
                sha256,
                "unusable",
                ForeignFiles.withRemedy(source, reason),
                null));
    }

    @Override
    public void rejected(Rejected rejected) {
        throw new IllegalStateException("a scan names the file itself");
    }

    private String hash(SourceFile source, FileState state) {
        if (!Files.isRegularFile(source.file())) {
            return "";
        }
        String known = index.sha256(source, state.bytes(), state.modifiedMs());
        try {
            return known.isEmpty() ? SourceBytes.hashOfUnusable(source) : known;
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** A file as it is now. */
    private static FileState state(Path file) {
        try {
            return FileState.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException unreadable) {
            return FileState.UNKNOWN;
        }
    }
}
