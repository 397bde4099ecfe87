package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.Tissue;

/**
 * One sequence with its timing: how bright that makes each tissue, by the signal equations of spin echo, inversion recovery
 * and spoiled gradient echo (Haacke et al., Magnetic Resonance Imaging, chapters 8 and 18).
 *
 * @param repetitionMs TR
 * @param echoMs TE, in a train of echoes the effective one
 * @param flipDegrees of the excitation; 90 in spin echo
 * @param tesla field strength, which relaxation depends on
 */
public record Contrast(Weighting weighting, double repetitionMs, double echoMs, double flipDegrees, double tesla) {
    private static final double FAT_LEFT_BY_SATURATION = 0.09;
    /** TI over the T1 of fat: a little short of its null, as usual. */
    private static final double INVERSION_SHARE = 0.6;

    public Contrast {
        if (!(repetitionMs > 0) || !(echoMs > 0) || !(flipDegrees > 0) || !(tesla > 0)) {
            throw new IllegalArgumentException(
                    "no sequence: " + repetitionMs + ", " + echoMs + ", " + flipDegrees + ", " + tesla);
        }
    }

    /** Of a tissue alone, fluid (in T1w fat) being about 1. */
    public double brightness(Tissue tissue) {
        return scale() * unscaled(tissue);
    }

    /** The part of {@link #brightness} that comes from fat, whose protons answer at another frequency. */
    double fatBrightness(Tissue tissue) {
        return scale() * TissueProperties.of(tissue).fatShare() * fatSignal();
    }

    /** TI of {@link Weighting#STIR}. */
    public double inversionMs() {
        return INVERSION_SHARE * TissueProperties.of(Tissue.FAT).t1Ms(tesla);
    }

    private double scale() {
        return weighting.brightness() / unscaled(weighting.reference());
    }

    private double unscaled(Tissue tissue) {
        TissueProperties t = TissueProperties.of(tissue);
        boolean inflow = weighting == Weighting.T2_STAR && t.inflow() > 0;
        double water = inflow ? t.inflow() : t.protonDensity() * weight(t);
        return (1 - t.fatShare()) * water + t.fatShare() * fatSignal();
    }

    private double fatSignal() {
        TissueProperties fat = TissueProperties.of(Tissue.FAT);
        double left = weighting == Weighting.T2W_FAT_SATURATED ? FAT_LEFT_BY_SATURATION : 1;
        return left * fat.protonDensity() * weight(fat);
    }

    private double weight(TissueProperties t) {
        double recovery = StrictMath.exp(-repetitionMs / t.t1Ms(tesla));
        double decay = StrictMath.exp(-echoMs / t.t2Ms(tesla));
        return switch (weighting) {
            case T2_STAR -> {
                double flip = StrictMath.toRadians(flipDegrees);
                double sine = StrictMath.sin(flip) * (1 - recovery);
                yield sine / (1 - StrictMath.cos(flip) * recovery) * StrictMath.exp(-echoMs / t.t2StarMs(tesla));
            }
            case STIR -> Math.abs(1 - 2 * StrictMath.exp(-inversionMs() / t.t1Ms(tesla)) + recovery) * decay;
            default -> (1 - recovery) * decay;
        };
    }

    /** Strength of a tissue's fine texture in T2w, as a share of brightness. */
    static double grain(Tissue tissue) {
        return switch (tissue) {
            case FAT -> .08;
            case MARROW, EPIDURAL_FAT, TONGUE -> .14;
            case MUSCLE -> .30;
            case GLAND -> .25;
            case CONNECTIVE -> .45;
            case DEGENERATED_DISC, NUCLEUS, ANNULUS -> .10;
            case WHITE_MATTER, GREY_MATTER, CSF, CSF_FLOW -> .035;
            default -> .06;
        };
    }

    /** Strength of all texture against T2w. */
    float grainStrength() {
        return weighting == Weighting.T2W ? 1 : 0.45f;
    }
}
