package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.Tissue;

/**
 * One kind of sequence: how bright its timing makes each tissue, by the signal equations of spin echo and spoiled gradient
 * echo (Haacke et al., Magnetic Resonance Imaging, chapters 8 and 18).
 */
public enum Contrast {
    /** T2w turbo spin echo: fluid bright, arteries flow voids, fat bright. */
    T2W(3800, 100, 90, false, Tissue.CSF, 1),
    /** The same with fat suppressed. */
    T2W_FAT_SATURATED(4200, 91, 90, true, Tissue.CSF, 1),
    /** T1w turbo spin echo: fat bright, fluid dark. */
    T1W(650, 10, 90, false, Tissue.FAT, 1),
    /** T2*w gradient echo: bone black, vessels bright, grey matter stands out. */
    T2_STAR(780, 17, 30, false, Tissue.CSF, 0.85);

    private static final double FAT_LEFT_BY_SATURATION = 0.09;

    private final double repetitionMs;
    private final double echoMs;
    private final double flipRadians;
    private final boolean fatSaturated;
    private final boolean gradientEcho;
    private final double scale;

    /** @param reference the tissue whose brightness is {@code brightness} */
    Contrast(
            double repetitionMs,
            double echoMs,
            double flipDegrees,
            boolean fatSaturated,
            Tissue reference,
            double brightness) {
        this.repetitionMs = repetitionMs;
        this.echoMs = echoMs;
        this.flipRadians = StrictMath.toRadians(flipDegrees);
        this.fatSaturated = fatSaturated;
        this.gradientEcho = flipDegrees < 90;
        this.scale = brightness / unscaled(reference);
    }

    /** Of a tissue alone, fluid (in T1w fat) being about 1. */
    public double brightness(Tissue tissue) {
        return scale * unscaled(tissue);
    }

    /** The part of {@link #brightness} that comes from fat, whose protons answer at another frequency. */
    double fatBrightness(Tissue tissue) {
        return scale * TissueProperties.of(tissue).fatShare() * fatSignal();
    }

    private double unscaled(Tissue tissue) {
        TissueProperties t = TissueProperties.of(tissue);
        double water = gradientEcho && t.inflow() > 0 ? t.inflow() : t.protonDensity() * weight(t);
        return (1 - t.fatShare()) * water + t.fatShare() * fatSignal();
    }

    private double fatSignal() {
        TissueProperties fat = TissueProperties.of(Tissue.FAT);
        return (fatSaturated ? FAT_LEFT_BY_SATURATION : 1) * fat.protonDensity() * weight(fat);
    }

    private double weight(TissueProperties t) {
        double recovery = StrictMath.exp(-repetitionMs / t.t1Ms());
        if (gradientEcho) {
            double sine = StrictMath.sin(flipRadians) * (1 - recovery);
            return sine / (1 - StrictMath.cos(flipRadians) * recovery) * StrictMath.exp(-echoMs / t.t2StarMs());
        }
        return (1 - recovery) * StrictMath.exp(-echoMs / t.t2Ms());
    }

    /** Strength of a tissue's fine texture in T2w, as a share of brightness. */
    static double grain(Tissue tissue) {
        return switch (tissue) {
            case MARROW, FAT, EPIDURAL_FAT, TONGUE -> .14;
            case MUSCLE -> .30;
            case GLAND -> .25;
            case CONNECTIVE -> .55;
            case DEGENERATED_DISC, NUCLEUS, ANNULUS -> .10;
            case WHITE_MATTER, GREY_MATTER, CSF, CSF_FLOW -> .035;
            default -> .06;
        };
    }

    /** Strength of all texture against T2w. */
    float grainStrength() {
        return this == T2W ? 1 : 0.45f;
    }
}
