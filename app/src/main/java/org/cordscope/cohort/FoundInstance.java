package org.cordscope.cohort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.FileState;
import org.cordscope.dicom.SourceBytes;
import org.cordscope.nifti.NiftiFile;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;
import org.jspecify.annotations.Nullable;

/**
 * A file of a study as it is now: its header, or why it can no longer be used.
 *
 * @param state as it was before header and hash were read
 * @param header null where the file cannot be used
 * @param foreign true for a volume or picture that is no DICOM
 * @param sha256 of all its bytes; empty where they cannot be read
 * @param reason empty where the file can be used
 * @param pathHash its name in the catalogue, which does not tell its path
 * @param sopUid pseudonym of its instance; empty where the file cannot be used
 */
record FoundInstance(
        SourceFile source,
        FileState state,
        @Nullable InstanceHeader header,
        boolean foreign,
        String sha256,
        String reason,
        String pathHash,
        String sopUid) {
    private static final String CHANGED = "changed while it was imported: import it again";
    private static final String LINKED = "became a symbolic link while it was imported";
    private static final String VANISHED = "vanished while it was imported";

    /** Reads the header unless it is held, and the rest for its hash where that is not known yet. */
    static FoundInstance read(
            SourceIndex.Entry entry, ForeignFiles foreignFiles, HeldHeaders heldHeaders, Pseudonyms pseudonyms)
            throws IOException {
        SourceFile source = entry.source();
        boolean foreign = entry.listing() != null || ForeignFiles.isVolume(source);
        FoundInstance file =
                new FoundInstance(source, FileState.UNKNOWN, null, foreign, "", "", pathHash(source, pseudonyms), "");
        try {
            FileState state = FileState.of(Files.readAttributes(source.file(), BasicFileAttributes.class));
            boolean unchanged = state.bytes() == entry.bytes() && state.modifiedMs() == entry.modifiedMs();
            if (!unchanged && Files.isSymbolicLink(source.file())) {
                return file.lost(LINKED);
            }
            InstanceHeader held = heldHeaders.take(source);
            InstanceHeader header = held != null && unchanged ? held : header(entry, foreignFiles);
            String sha256 = unchanged && SourceBytes.isHashOfAll(entry.sha256()) ? entry.sha256() : sha256(source);
            String sopUid = pseudonyms.uid(header.sopInstanceUid());
            FoundInstance read = new FoundInstance(source, state, header, foreign, sha256, "", file.pathHash(), sopUid);
            return header.studyUid().equals(entry.studyUid()) ? read : read.lost(CHANGED);
        } catch (UnusableFileException e) {
            return file.lost(file.exists() ? e.reason() : VANISHED);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (NoSuchFileException e) {
            return file.lost(VANISHED);
        } catch (IOException e) {
            return file.lost(
                    Files.isSymbolicLink(source.file())
                            ? LINKED
                            : "not readable: " + e.getClass().getSimpleName());
        }
    }

    private static String pathHash(SourceFile source, Pseudonyms pseudonyms) {
        return pseudonyms.pathHash(source.display());
    }

    private boolean exists() {
        return Files.exists(source.file(), LinkOption.NOFOLLOW_LINKS);
    }

    private FoundInstance lost(String why) {
        return new FoundInstance(source, state, null, foreign, sha256, why, pathHash, "");
    }

    /** Why what was read of the file may not be what its header said; empty where the file is as it was. */
    Optional<String> change() {
        try {
            FileState now = FileState.of(Files.readAttributes(source.file(), BasicFileAttributes.class));
            return now.equals(state) ? Optional.empty() : Optional.of(CHANGED);
        } catch (IOException e) {
            return Optional.of(exists() ? CHANGED : VANISHED);
        }
    }

    private static InstanceHeader header(SourceIndex.Entry entry, ForeignFiles foreignFiles) throws IOException {
        if (entry.listing() != null) {
            return foreignFiles.header(entry.source(), entry.listing());
        }
        return ForeignFiles.isVolume(entry.source())
                ? NiftiFile.header(entry.source())
                : DicomReader.readInstanceHeader(entry.source());
    }

    static String sha256(SourceFile source) throws IOException {
        try (InputStream in = SourceBytes.open(source)) {
            return Sha256.of(in);
        }
    }
}
