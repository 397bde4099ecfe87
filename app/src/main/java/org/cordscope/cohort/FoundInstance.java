package org.cordscope.cohort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.dicom.DicomReader;
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
 * @param header null where the file cannot be used
 * @param foreign true for a volume or picture that is no DICOM
 * @param sha256 of all its bytes; empty where they cannot be read
 * @param reason empty where the file can be used
 * @param pathHash its name in the catalogue, which does not tell its path
 * @param sopUid pseudonym of its instance; empty where the file cannot be used
 */
record FoundInstance(
        SourceFile source,
        @Nullable InstanceHeader header,
        boolean foreign,
        String sha256,
        String reason,
        String pathHash,
        String sopUid) {

    /** Reads the header unless it is held, and the rest for its hash where that is not known yet. */
    static FoundInstance read(
            SourceIndex.Entry entry, ForeignFiles foreignFiles, HeldHeaders heldHeaders, Pseudonyms pseudonyms)
            throws IOException {
        SourceFile source = entry.source();
        boolean foreign = entry.listing() != null || ForeignFiles.isVolume(source);
        try {
            boolean unchanged = isUnchanged(entry);
            InstanceHeader held = heldHeaders.take(source);
            InstanceHeader header = held != null && unchanged ? held : header(entry, foreignFiles);
            String sha256 = unchanged && SourceBytes.isHashOfAll(entry.sha256()) ? entry.sha256() : sha256(source);
            return header.studyUid().equals(entry.studyUid())
                    ? usable(header, foreign, sha256, pseudonyms)
                    : lost(source, foreign, sha256, "changed while it was imported: import it again", pseudonyms);
        } catch (UnusableFileException e) {
            return lost(source, foreign, "", e.reason(), pseudonyms);
        } catch (NoSuchFileException e) {
            return lost(source, foreign, "", "vanished while it was imported", pseudonyms);
        }
    }

    private static FoundInstance usable(InstanceHeader header, boolean foreign, String sha256, Pseudonyms pseudonyms) {
        SourceFile source = header.source();
        String pathHash = pseudonyms.pathHash(source.display());
        return new FoundInstance(
                source, header, foreign, sha256, "", pathHash, pseudonyms.uid(header.sopInstanceUid()));
    }

    private static FoundInstance lost(
            SourceFile source, boolean foreign, String sha256, String reason, Pseudonyms pseudonyms) {
        return new FoundInstance(source, null, foreign, sha256, reason, pseudonyms.pathHash(source.display()), "");
    }

    /** True where the file is as it was when the index took it in. */
    private static boolean isUnchanged(SourceIndex.Entry entry) throws IOException {
        BasicFileAttributes now = Files.readAttributes(entry.source().file(), BasicFileAttributes.class);
        return now.size() == entry.bytes() && now.lastModifiedTime().toMillis() == entry.modifiedMs();
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
