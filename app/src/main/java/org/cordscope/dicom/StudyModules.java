package org.cordscope.dicom;

import java.util.List;

/** What every object that is made from an image repeats of its patient and study (PS3.3 C.7.1, C.7.2). */
public final class StudyModules {
    /** Empty where the image lacks them (type 2). */
    private static final List<Integer> ALWAYS = List.of(
            Tag.PATIENT_NAME,
            Tag.PATIENT_ID,
            Tag.PATIENT_BIRTH_DATE,
            Tag.PATIENT_SEX,
            Tag.STUDY_INSTANCE_UID,
            Tag.STUDY_DATE,
            Tag.STUDY_TIME,
            Tag.STUDY_ID,
            Tag.ACCESSION_NUMBER,
            Tag.REFERRING_PHYSICIAN_NAME);

    private static final List<Integer> WHERE_PRESENT = List.of(
            Tag.SPECIFIC_CHARACTER_SET,
            Tag.TIMEZONE_OFFSET_FROM_UTC,
            Tag.ISSUER_OF_PATIENT_ID,
            Tag.PATIENT_AGE,
            Tag.PATIENT_SIZE,
            Tag.PATIENT_WEIGHT,
            Tag.PATIENT_IDENTITY_REMOVED,
            Tag.DEIDENTIFICATION_METHOD,
            Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED,
            Tag.STUDY_DESCRIPTION);

    private StudyModules() {}

    /** Copies patient and study of an image, and how it was de-identified. */
    public static void copy(DataSet image, DataSet into) {
        for (int tag : ALWAYS) {
            copy(image, into, tag);
        }
        for (int tag : WHERE_PRESENT) {
            if (image.contains(tag)) {
                copy(image, into, tag);
            }
        }
        if (!image.items(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE).isEmpty()) {
            into.setItems(
                    Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
                    image.copy().items(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE));
        }
    }

    /** Copies one attribute of text, in the standard's representation; empty where the image lacks it. */
    public static void copy(DataSet image, DataSet into, int tag) {
        into.set(tag, Dictionary.vr(tag), image.strings(tag).toArray(String[]::new));
    }
}
