package org.cordscope.deid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;

/** A DICOM instance that identifies nobody. Made only by {@link Deidentifier}; the only thing that a study stores. */
public final class DeidentifiedInstance implements Deidentification {
    private final DicomObject object;
    private final Set<String> mustNotContain;

    DeidentifiedInstance(DicomObject object, Set<String> mustNotContain) {
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
     * @return false, and no file, where an identifier was found
     */
    public boolean writeTo(Path target) throws IOException {
        if (DeidentificationCheck.isAnyIn(DicomWriter.toBytes(object), mustNotContain)) {
            return false;
        }
        DicomWriter.write(target, object);
        return true;
    }

    private DataSet data() {
        return object.data();
    }

    private String required(int tag) {
        return data().string(tag).orElseThrow(() -> new IllegalStateException(String.format("no %08x", tag)));
    }
}
