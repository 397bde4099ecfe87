package org.cordscope.dicom;

/** Tags that Cordscope uses, by their keyword in PS3.6. */
public final class Tag {
    private Tag() {}

    public static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    public static final int IMAGE_TYPE = 0x00080008;
    public static final int SOP_CLASS_UID = 0x00080016;
    public static final int SOP_INSTANCE_UID = 0x00080018;
    public static final int MODALITY = 0x00080060;
    public static final int PATIENT_ID = 0x00100020;
    public static final int PIXEL_DATA = 0x7fe00010;
}
