package org.cordscope.deid;

/**
 * Options of the Basic Application Confidentiality Profile that Cordscope can honour (PS3.15 table E.1-1 and CID 7050).
 *
 * <p>Not offered are Retain Institution Identity and Clean Structured Content: free text of institutions and reports cannot be
 * held against a closed list.
 */
public enum ProfileOption {
    CLEAN_GRAPHICS("cleanGraph", "113103", "Clean Graphics Option"),
    CLEAN_DESCRIPTORS("cleanDesc", "113105", "Clean Descriptors Option"),
    RETAIN_FULL_DATES("rtnLongFullDates", "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
    RETAIN_MODIFIED_DATES(
            "rtnLongModifDates", "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
    RETAIN_PATIENT_CHARACTERISTICS("rtnPatChars", "113108", "Retain Patient Characteristics Option"),
    RETAIN_DEVICE_IDENTITY("rtnDevId", "113109", "Retain Device Identity Option"),
    RETAIN_UIDS("rtnUIDs", "113110", "Retain UIDs Option"),
    RETAIN_SAFE_PRIVATE("rtnSafePriv", "113111", "Retain Safe Private Option");

    private final String column;
    private final String code;
    private final String meaning;

    ProfileOption(String column, String code, String meaning) {
        this.column = column;
        this.code = code;
        this.meaning = meaning;
    }

    /** Column of {@code confidentiality-profile.csv}. */
    String column() {
        return column;
    }

    /** Code Value of the scheme DCM. */
    public String code() {
        return code;
    }

    /** Code Meaning of {@link #code}. */
    public String meaning() {
        return meaning;
    }
}
