package org.cordscope.cohort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
 */
record FoundInstance(
        SourceFile source, @Nullable InstanceHeader header, boolean foreign, String sha256, String reason) {

    /** Above this a file is read twice, for its hash and for its header, and not taken to memory as a whole. */
    private static final long LARGEST_TAKEN_WHOLE = 16L << 20;

    /** Reads the header, and the rest for its hash where that is not known yet. */
    static FoundInstance read(SourceIndex.Entry entry, ForeignFiles foreignFiles) throws IOException {
        SourceFile source = entry.source();
        boolean foreign = entry.listing() != null || ForeignFiles.isVolume(source);
        try {
            if (foreign) {
                InstanceHeader header = entry.listing() == null
                        ? NiftiFile.header(source)
                        : foreignFiles.header(source, entry.listing());
                return of(entry, header, true, entry.sha256().isEmpty() ? sha256(source) : entry.sha256());
            }
            boolean whole = entry.sha256().isEmpty() && source.entry().isEmpty() && entry.bytes() < LARGEST_TAKEN_WHOLE;
            if (whole) {
                byte[] bytes = Files.readAllBytes(source.file());
                return of(entry, DicomReader.readInstanceHeader(source, bytes), false, Sha256.of(bytes));
            }
            InstanceHeader header = DicomReader.readInstanceHeader(source);
            return of(entry, header, false, entry.sha256().isEmpty() ? sha256(source) : entry.sha256());
        } catch (UnusableFileException e) {
            return new FoundInstance(source, null, foreign, "", e.reason());
        } catch (NoSuchFileException e) {
            return new FoundInstance(source, null, foreign, "", "vanished while it was imported");
        }
    }

    private static FoundInstance of(SourceIndex.Entry entry, InstanceHeader header, boolean foreign, String sha256) {
        return header.studyUid().equals(entry.studyUid())
                ? new FoundInstance(entry.source(), header, foreign, sha256, "")
                : new FoundInstance(
                        entry.source(), null, foreign, sha256, "changed while it was imported: import it again");
    }

    static String sha256(SourceFile source) throws IOException {
        try (InputStream in = SourceBytes.open(source)) {
            return Sha256.of(in);
        }
    }
}
