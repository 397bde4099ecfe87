package org.cordscope.phantom.export;

/** The series of a study, with the name that their UIDs are made from and the number that the scanner gives them. */
enum SeriesKind {
    LOCALIZER("localiser", 1),
    SAGITTAL_T2W("sagittal T2w", 2),
    AXIAL_T2W("axial T2w", 4),
    AXIAL_T2_STAR("axial T2*w", 5),
    AXIAL_T1W("axial T1w", 6),
    AXIAL_T2W_FAT_SATURATED("axial T2w fat-saturated", 7),
    REPORT("report", 99);

    private final String key;
    private final int number;

    SeriesKind(String key, int number) {
        this.key = key;
        this.number = number;
    }

    String key() {
        return key;
    }

    int number() {
        return number;
    }
}
