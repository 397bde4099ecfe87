package org.cordscope.deid;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomFormatException;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Vr;
import org.cordscope.study.FramePixels;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/**
 * De-identifies MR images by a list of what may stay. Fails closed: a file that is not surely clean is quarantined.
 *
 * <p>Profile: PS3.15 Annex E Basic Application Confidentiality Profile (stricter: all that is not listed goes, private
 * attributes too), with Clean Descriptors, Retain Longitudinal Temporal Information with Modified Dates, and Retain Patient
 * Characteristics (age and sex).
 */
public final class Deidentifier {
    private final AllowedAttributes allowed = AllowedAttributes.shipped();
    private final Pseudonyms pseudonyms;
    private final LinkingTable linking;

    private Deidentifier(Pseudonyms pseudonyms, LinkingTable linking) {
        this.pseudonyms = pseudonyms;
        this.linking = linking;
    }

    /** Uses the key and the linking table of a private folder, made where missing. */
    public static Deidentifier open(Path privateFolder, Clock clock) throws IOException {
        PrivateFiles.createFolder(privateFolder);
        Pseudonyms pseudonyms = new Pseudonyms(PseudonymKey.openOrCreate(privateFolder.resolve("key")));
        return new Deidentifier(pseudonyms, LinkingTable.open(privateFolder.resolve("linking.csv"), clock, pseudonyms));
    }

    public Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    public LinkingTable linking() {
        return linking;
    }

    /** Reads and de-identifies one file, and records its patient and study in the linking table. */
    public Deidentification deidentify(SourceFile source) throws IOException {
        try {
            return deidentify(source, DicomReader.read(source));
        } catch (DicomFormatException e) {
            return new Deidentification.Quarantined(e.toRejected());
        }
    }

    /**
     * Makes a DICOM object of a picture or a volume that is none, and records its patient and study in the linking table. Nothing
     * but geometry, technical parameters and pixels goes into it.
     */
    public Deidentification convert(InstanceHeader header, FramePixels pixels) throws IOException {
        try {
            return ForeignImage.convert(header, pixels, pseudonyms, linking);
        } catch (UnusableFileException e) {
            return new Deidentification.Quarantined(e.toRejected());
        }
    }

    private Deidentification deidentify(SourceFile source, DicomObject original) throws IOException {
        DataSet data = original.data();
        Optional<String> reason = Quarantine.reason(data);
        if (reason.isPresent()) {
            return new Deidentification.Quarantined(new Rejected(source.display(), reason.get()));
        }
        String patientId = data.string(DeidTag.PATIENT_ID).orElseThrow();
        Identifiers identifiers = Identifiers.of(data);
        linking.link(patientId, data.string(DeidTag.STUDY_INSTANCE_UID).orElseThrow());
        Optional<String> age = Ages.atStudy(data);
        new Cleaning(allowed, pseudonyms, identifiers, pseudonyms.dateOffsetDays(patientId)).clean(data);
        age.ifPresent(a -> data.set(DeidTag.PATIENT_AGE, Vr.AS, a));
        describe(data, pseudonyms.subject(patientId));
        return new DeidentifiedInstance(original, identifiers.searchable());
    }

    private static void describe(DataSet data, String subject) {
        data.set(DeidTag.PATIENT_NAME, Vr.PN, subject);
        data.set(DeidTag.PATIENT_ID, Vr.LO, subject);
        setEmptyIfMissing(data, DeidTag.PATIENT_BIRTH_DATE, Vr.DA);
        setEmptyIfMissing(data, DeidTag.PATIENT_SEX, Vr.CS);
        setEmptyIfMissing(data, DeidTag.STUDY_DATE, Vr.DA);
        setEmptyIfMissing(data, DeidTag.STUDY_TIME, Vr.TM);
        setEmptyIfMissing(data, DeidTag.STUDY_ID, Vr.SH);
        setEmptyIfMissing(data, DeidTag.ACCESSION_NUMBER, Vr.SH);
        setEmptyIfMissing(data, DeidTag.REFERRING_PHYSICIAN_NAME, Vr.PN);
        setEmptyIfMissing(data, DeidTag.SCAN_OPTIONS, Vr.CS);
        setEmptyIfMissing(data, DeidTag.SERIES_NUMBER, Vr.IS);
        setEmptyIfMissing(data, DeidTag.POSITION_REFERENCE_INDICATOR, Vr.LO);
        data.set(DeidTag.PATIENT_IDENTITY_REMOVED, Vr.CS, "YES");
        data.set(DeidTag.DEIDENTIFICATION_METHOD, Vr.LO, "Cordscope: listed attributes only");
        data.setItems(
                DeidTag.DEIDENTIFICATION_METHOD_CODES,
                List.of(
                        code("113100", "Basic Application Confidentiality Profile"),
                        code("113105", "Clean Descriptors Option"),
                        code("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
                        code("113108", "Retain Patient Characteristics Option")));
        data.set(DeidTag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, Vr.CS, "MODIFIED");
    }

    private static void setEmptyIfMissing(DataSet data, int tag, Vr vr) {
        if (!data.contains(tag)) {
            data.set(tag, vr, new String[0]);
        }
    }

    private static DataSet code(String value, String meaning) {
        return new DataSet()
                .set(DeidTag.CODE_VALUE, Vr.SH, value)
                .set(DeidTag.CODING_SCHEME_DESIGNATOR, Vr.SH, "DCM")
                .set(DeidTag.CODE_MEANING, Vr.LO, meaning);
    }
}
