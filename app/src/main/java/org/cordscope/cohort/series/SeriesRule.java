package org.cordscope.cohort.series;

import java.util.Locale;

/** Why a frame is refused, in the words that reports count by. The name in lower case is the rule's name in YAML. */
public enum SeriesRule {
    MODALITY("not MR"),
    BURNED_IN_ANNOTATION("annotation burned into the pixels"),
    MOSAIC("mosaic: one picture holds many slices"),
    LOCALISER("localiser"),
    DERIVED("derived or reformatted images"),
    GEOMETRY("position, orientation or pixel spacing missing or unreadable"),
    PLANE("not axial"),
    REGION("another body region"),
    CONTRAST("after contrast agent"),
    ECHO_PLANAR("echo planar (diffusion or functional)"),
    INVERSION_RECOVERY("inversion recovery (STIR or FLAIR)"),
    FAT_SATURATION("fat-saturated"),
    T2STAR("T2*-weighted"),
    GRADIENT_ECHO("gradient echo, not T2-weighted"),
    T2_WEIGHTING("not shown to be T2-weighted"),
    REPEATED_POSITIONS("positions repeated (dynamic or diffusion)"),
    TOO_FEW_SLICES("too few slices");

    private final String reason;

    SeriesRule(String reason) {
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }

    static SeriesRule named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("there is no rule named " + name, e);
        }
    }
}
