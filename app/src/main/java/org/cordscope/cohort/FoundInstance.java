package org.cordscope.cohort;

import java.io.IOException;
import java.io.InputStream;
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

    /** Reads the header, and the rest for its hash where that is not known yet. */
    static FoundInstance read(SourceIndex.Entry entry, ForeignFiles foreignFiles) throws IOException {
        SourceFile source = entry.source();
        ForeignFiles.Listing listing = entry.listing();
        boolean foreign = listing != null || ForeignFiles.isVolume(source);
        try {
            InstanceHeader header;
            if (listing != null) {
                header = foreignFiles.header(source, listing);
            } else {
                header = foreign ? NiftiFile.header(source) : DicomReader.readInstanceHeader(source);
            }
            String sha256 = entry.sha256().isEmpty() ? sha256(source) : entry.sha256();
            boolean same = header.studyUid().equals(entry.studyUid());
            return same
                    ? new FoundInstance(source, header, foreign, sha256, "")
                    : new FoundInstance(
                            source, null, foreign, sha256, "changed while it was imported: import it again");
        } catch (UnusableFileException e) {
            return new FoundInstance(source, null, foreign, "", e.reason());
        } catch (NoSuchFileException e) {
            return new FoundInstance(source, null, foreign, "", "vanished while it was imported");
        }
    }

    static String sha256(SourceFile source) throws IOException {
        try (InputStream in = SourceBytes.open(source)) {
            return Sha256.of(in);
        }
    }
}
