package org.cordscope.deid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.SourceFile;
import org.cordscope.study.WholeFile;

/** A DICOM instance that identifies nobody. Made only by {@link Deidentifier}; the only thing that a study stores. */
public final class DeidentifiedInstance implements Deidentification {
    private final DicomObject object;
    private final Collection<Identifier> mustNotContain;

    DeidentifiedInstance(DicomObject object, Collection<Identifier> mustNotContain) {
        this.object = object;
        this.mustNotContain = mustNotContain;
    }

    public String subject() {
        return required(DeidTag.PATIENT_ID);
    }

    public String studyUid() {
        return required(DeidTag.STUDY_INSTANCE_UID);
    }

    public String seriesUid() {
        return required(DeidTag.SERIES_INSTANCE_UID);
    }

    public String sopInstanceUid() {
        return required(DeidTag.SOP_INSTANCE_UID);
    }

    /** Age in whole years at the study, 90 for everybody over 89; empty where the file did not say. */
    public OptionalInt ageYears() {
        return data().string(DeidTag.PATIENT_AGE)
                .filter(age -> age.endsWith("Y"))
                .map(age -> OptionalInt.of(Integer.parseInt(age.substring(0, 3))))
                .orElse(OptionalInt.empty());
    }

    /** M, F or O; empty where the file did not say. */
    public String sex() {
        return data().string(DeidTag.PATIENT_SEX).orElse("");
    }

    public Optional<String> manufacturer() {
        return data().string(DeidTag.MANUFACTURER);
    }

    /**
     * Writes the file whole or not at all, once its bytes have been searched for the identifiers of the original.
     *
     * @return SHA-256 of the file; empty, and no file, where an identifier was found
     */
    public Optional<String> writeTo(Path target) throws IOException {
        byte[] file = DicomWriter.toBytes(object);
        if (holdsIdentifier(file)) {
            return Optional.empty();
        }
        WholeFile.write(target, file);
        return Optional.of(Sha256.of(file));
    }

    /**
     * True where a file that was written is what {@link #writeTo} would write, or the same in another transfer syntax: equal
     * pixels once they are decoded, and equal attributes.
     *
     * @param sha256 of the file
     */
    public boolean isImageOf(Path written, String sha256) throws IOException {
        return sha256.equals(Sha256.of(DicomWriter.toBytes(object)))
                || Recompression.isOf(object, DicomReader.read(SourceFile.of(written)));
    }

    private boolean holdsIdentifier(byte[] file) {
        IdentifierSearch search = new IdentifierSearch(mustNotContain);
        boolean[] found = new boolean[1];
        int pixels = Math.max(0, file.length - pixelBytes());
        search.search(file, 0, pixels, identifier -> found[0] = true);
        search.searchPixels(file, pixels, file.length, identifier -> found[0] = true);
        return found[0];
    }

    /** Bytes at the end of the file that are pixel data, at least. */
    private int pixelBytes() {
        return data().isEncapsulated(DeidTag.PIXEL_DATA)
                ? data().fragments(DeidTag.PIXEL_DATA).stream()
                        .mapToInt(fragment -> fragment.remaining())
                        .sum()
                : data().buffer(DeidTag.PIXEL_DATA).remaining();
    }

    private DataSet data() {
        return object.data();
    }

    private String required(int tag) {
        return data().string(tag).orElseThrow(() -> new IllegalStateException(String.format("no %08x", tag)));
    }
}
