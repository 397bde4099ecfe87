package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.Tissue;

/** Kinds of sequence; how bright each tissue is follows from their timing, in {@link Contrast}. */
public enum Weighting {
    /** T2w turbo spin echo: fluid bright, arteries flow voids, fat bright. */
    T2W(Tissue.CSF, 1),
    /** The same with fat suppressed. */
    T2W_FAT_SATURATED(Tissue.CSF, 1),
    /** T2w with short inversion time, which nulls fat. */
    STIR(Tissue.CSF, 1),
    /** T1w turbo spin echo: fat bright, fluid dark. */
    T1W(Tissue.FAT, 1),
    /** T2*w gradient echo: bone black, vessels bright, grey matter stands out. */
    T2_STAR(Tissue.CSF, 0.85);

    private final Tissue reference;
    private final double brightness;

    Weighting(Tissue reference, double brightness) {
        this.reference = reference;
        this.brightness = brightness;
    }

    /** The tissue whose brightness is {@link #brightness}. */
    Tissue reference() {
        return reference;
    }

    double brightness() {
        return brightness;
    }
}
