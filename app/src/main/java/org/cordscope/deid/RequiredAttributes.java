package org.cordscope.deid;

import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;

/** Attributes that an image must have, empty or with a dummy, whatever became of the original's. */
final class RequiredAttributes {
    private static final String MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";

    private RequiredAttributes() {}

    static void supply(DataSet data) {
        String sopClass = data.string(DeidTag.SOP_CLASS_UID).orElse("");
        emptyIfMissing(data, DeidTag.PATIENT_BIRTH_DATE, Vr.DA);
        emptyIfMissing(data, DeidTag.PATIENT_SEX, Vr.CS);
        emptyIfMissing(data, DeidTag.STUDY_DATE, Vr.DA);
        emptyIfMissing(data, DeidTag.STUDY_TIME, Vr.TM);
        emptyIfMissing(data, DeidTag.STUDY_ID, Vr.SH);
        emptyIfMissing(data, DeidTag.ACCESSION_NUMBER, Vr.SH);
        emptyIfMissing(data, DeidTag.REFERRING_PHYSICIAN_NAME, Vr.PN);
        emptyIfMissing(data, DeidTag.SERIES_NUMBER, Vr.IS);
        emptyIfMissing(data, DeidTag.POSITION_REFERENCE_INDICATOR, Vr.LO);
        if (sopClass.equals(MR_IMAGE)) {
            emptyIfMissing(data, DeidTag.SCAN_OPTIONS, Vr.CS);
        }
        if (Quarantine.isEnhanced(sopClass)) {
            dummyIfMissing(data, DeidTag.MANUFACTURER);
            dummyIfMissing(data, DeidTag.MANUFACTURER_MODEL_NAME);
            dummyIfMissing(data, DeidTag.DEVICE_SERIAL_NUMBER);
            dummyIfMissing(data, DeidTag.SOFTWARE_VERSIONS);
        }
    }

    private static void emptyIfMissing(DataSet data, int tag, Vr vr) {
        if (!data.contains(tag)) {
            Dummy.empty(data, tag, vr);
        }
    }

    private static void dummyIfMissing(DataSet data, int tag) {
        if (data.string(tag).isEmpty()) {
            Dummy.put(data, tag, Vr.LO);
        }
    }
}
