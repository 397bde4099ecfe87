package org.cordscope.deid;

/** Tags that de-identification writes or asks for, by their keyword in PS3.6. */
final class DeidTag {
    static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    static final int IMAGE_TYPE = 0x00080008;
    static final int SOP_CLASS_UID = 0x00080016;
    static final int SOP_INSTANCE_UID = 0x00080018;
    static final int STUDY_DATE = 0x00080020;
    static final int STUDY_TIME = 0x00080030;
    static final int ACCESSION_NUMBER = 0x00080050;
    static final int MODALITY = 0x00080060;
    static final int CONVERSION_TYPE = 0x00080064;
    static final int MANUFACTURER = 0x00080070;
    static final int MANUFACTURER_MODEL_NAME = 0x00081090;
    static final int DEVICE_SERIAL_NUMBER = 0x00181000;
    static final int REFERRING_PHYSICIAN_NAME = 0x00080090;
    static final int CODE_VALUE = 0x00080100;
    static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
    static final int CODING_SCHEME_VERSION = 0x00080103;
    static final int CODE_MEANING = 0x00080104;
    static final int CODING_SCHEME_UID = 0x0008010c;
    static final int LONG_CODE_VALUE = 0x00080119;
    static final int URN_CODE_VALUE = 0x00080120;
    static final int PATIENT_NAME = 0x00100010;
    static final int PATIENT_ID = 0x00100020;
    static final int PATIENT_BIRTH_DATE = 0x00100030;
    static final int PATIENT_SEX = 0x00100040;
    static final int PATIENT_AGE = 0x00101010;
    static final int PATIENT_IDENTITY_REMOVED = 0x00120062;
    static final int DEIDENTIFICATION_METHOD = 0x00120063;
    static final int DEIDENTIFICATION_METHOD_CODES = 0x00120064;
    static final int SOFTWARE_VERSIONS = 0x00181020;
    static final int SCAN_OPTIONS = 0x00180022;
    static final int STUDY_INSTANCE_UID = 0x0020000d;
    static final int SERIES_INSTANCE_UID = 0x0020000e;
    static final int STUDY_ID = 0x00200010;
    static final int SERIES_NUMBER = 0x00200011;
    static final int POSITION_REFERENCE_INDICATOR = 0x00201040;
    static final int SAMPLES_PER_PIXEL = 0x00280002;
    static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
    static final int BURNED_IN_ANNOTATION = 0x00280301;
    static final int LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED = 0x00280303;
    static final int MODALITY_LUT_SEQUENCE = 0x00283000;
    static final int PIXEL_DATA = 0x7fe00010;

    private DeidTag() {}
}
