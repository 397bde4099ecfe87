package org.cordscope.phantom.export;

import org.cordscope.phantom.rendering.Weighting;
import org.jspecify.annotations.Nullable;

/** The series of a study, with the name that their UIDs are made from and the number that the scanner gives them. */
enum SeriesKind {
    LOCALIZER("localiser", 1, Weighting.T2_STAR),
    SAGITTAL_T2W("sagittal T2w", 2, Weighting.T2W),
    SAGITTAL_STIR("sagittal STIR", 3, Weighting.STIR),
    AXIAL_T2W("axial T2w", 4, Weighting.T2W),
    AXIAL_T2_STAR("axial T2*w", 5, Weighting.T2_STAR),
    AXIAL_T1W("axial T1w", 6, Weighting.T1W),
    AXIAL_T2W_FAT_SATURATED("axial T2w fat-saturated", 7, Weighting.T2W_FAT_SATURATED),
    REPORT("report", 99, null);

    private final String key;
    private final int number;
    private final @Nullable Weighting weighting;

    SeriesKind(String key, int number, @Nullable Weighting weighting) {
        this.key = key;
        this.number = number;
        this.weighting = weighting;
    }

    String key() {
        return key;
    }

    int number() {
        return number;
    }

    /** @throws IllegalArgumentException for the report, which no scanner makes */
    Weighting weighting() {
        if (weighting == null) {
            throw Protocol.notScanned(this);
        }
        return weighting;
    }

    boolean sagittal() {
        return this == SAGITTAL_T2W || this == SAGITTAL_STIR;
    }

    /** False for series of other planes, and the localiser, which has three. */
    boolean axial() {
        return !sagittal() && this != LOCALIZER && this != REPORT;
    }
}
