package org.cordscope.phantom.randomised;

import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Tissue;
import org.cordscope.phantom.randomised.Appearance.Tones;
import org.cordscope.phantom.rendering.Contrast;
import org.cordscope.phantom.rendering.Weighting;

/**
 * Draws how bright each tissue is: by the signal equations of a T2w or T2*w sequence with any timing, freely, or between the
 * two, and then cord against fluid, grey against white matter and fat each over the widest range.
 */
record ToneDraw(SeededDraw draw) {
    /** Fluid is at least so much brighter than the cord, but for T1. */
    static final double LEAST_RATIO = 1.06;

    static final double GREATEST_RATIO = 6.5;

    /** Of samples with grey matter nearly as bright as fluid, as T2*w with long echo times shows it. */
    private static final double BRIGHT_GREY_SHARE = 0.18;

    Tones tones(boolean t1) {
        float[] brightness = t1 ? byTiming(Weighting.T1W) : drawn();
        spread(brightness);
        if (t1) {
            set(brightness, Tissue.CSF, at(brightness, Tissue.WHITE_MATTER) * draw.between(0.15, 0.7));
        } else {
            contrastCord(brightness);
        }
        scale(brightness, 1 / Math.max(0.05, at(brightness, t1 ? Tissue.WHITE_MATTER : Tissue.CSF)));
        float[] grain = new float[brightness.length];
        double strength = draw.between(0, 1.7);
        for (Tissue tissue : Tissue.values()) {
            grain[TissueCode.of(tissue)] =
                    (float) (strength * usualGrain(tissue) * StrictMath.exp(draw.normal(0, 0.5, -1.2, 1)));
        }
        return new Tones(
                brightness,
                grain,
                draw.index(Grain.COUNT),
                draw.between(0.5, 3),
                draw.index(Grain.COUNT),
                draw.between(0.15, 0.8),
                draw.between(0, 0.9),
                draw.index(Grain.SIDE * Grain.SIDE));
    }

    private float[] drawn() {
        float[] free = free();
        int way = draw.weighted(0.45, 0.25, 0.3);
        if (way == 2) {
            return free;
        }
        float[] timed = byTiming(way == 0 ? Weighting.T2W : Weighting.T2_STAR);
        double share = Math.max(0, draw.between(-0.4, 0.6));
        for (int i = 0; i < free.length; i++) {
            timed[i] = (float) StrictMath.exp(
                    (1 - share) * StrictMath.log(Math.max(0.004, timed[i])) + share * StrictMath.log(free[i]));
        }
        return timed;
    }

    private float[] byTiming(Weighting weighting) {
        double tesla = draw.chance(0.5) ? 1.5 : 3;
        Contrast contrast = switch (weighting) {
            case T2_STAR ->
                new Contrast(weighting, draw.between(300, 900), draw.between(6, 28), draw.between(8, 40), tesla);
            case T1W -> new Contrast(weighting, draw.between(400, 900), draw.between(8, 18), 90, tesla);
            default -> new Contrast(weighting, draw.between(1800, 8000), draw.between(50, 150), 90, tesla);
        };
        float[] brightness = new float[TissueCode.COUNT];
        for (Tissue tissue : Tissue.values()) {
            brightness[TissueCode.of(tissue)] = (float) contrast.brightness(tissue);
        }
        return brightness;
    }

    private float[] free() {
        float[] brightness = new float[TissueCode.COUNT];
        for (Tissue tissue : Tissue.values()) {
            brightness[TissueCode.of(tissue)] = (float) StrictMath.exp(draw.between(-2.6, 0.3));
        }
        set(brightness, Tissue.AIR, StrictMath.exp(draw.between(-7, -2)));
        set(brightness, Tissue.CSF, 1);
        set(brightness, Tissue.CORTICAL_BONE, StrictMath.exp(draw.between(-4, -1.2)));
        double dark = StrictMath.exp(draw.between(-3, -0.6));
        set(brightness, Tissue.LIGAMENT, dark);
        set(brightness, Tissue.DURA, dark * draw.between(0.6, 1.6));
        return brightness;
    }

    /** Every tissue off its own way, fat most. */
    private void spread(float[] brightness) {
        for (Tissue tissue : Tissue.values()) {
            double off = StrictMath.exp(draw.normal(0, 0.22, -0.6, 0.6));
            brightness[TissueCode.of(tissue)] *= (float) off;
        }
        double fat = StrictMath.exp(draw.chance(0.3) ? draw.between(-2.6, -0.7) : draw.between(-0.7, 0.6));
        for (Tissue tissue : new Tissue[] {Tissue.FAT, Tissue.EPIDURAL_FAT}) {
            brightness[TissueCode.of(tissue)] *= (float) fat;
        }
        double vessels = StrictMath.exp(draw.between(-0.5, 1));
        brightness[TissueCode.of(Tissue.ARTERY)] *= (float) vessels;
        brightness[TissueCode.of(Tissue.VEIN)] *= (float) (vessels * draw.between(0.6, 2));
    }

    /** Fluid over cord, grey over white matter, lesion between cord and fluid, and how dark flow makes fluid. */
    private void contrastCord(float[] brightness) {
        double fluid = at(brightness, Tissue.CSF);
        double own = fluid / Math.max(1e-3, at(brightness, Tissue.WHITE_MATTER));
        double ratio = draw.chance(0.3)
                ? Math.max(LEAST_RATIO, Math.min(GREATEST_RATIO, own))
                : StrictMath.exp(draw.between(StrictMath.log(LEAST_RATIO), StrictMath.log(GREATEST_RATIO)));
        double white = fluid / ratio;
        set(brightness, Tissue.WHITE_MATTER, white);
        double grey = draw.chance(BRIGHT_GREY_SHARE)
                ? white + (fluid - white) * draw.between(0.3, 1.05)
                : Math.min(0.97 * fluid, white * StrictMath.exp(draw.normal(0.06, 0.13, -0.3, 0.4)));
        set(brightness, Tissue.GREY_MATTER, grey);
        set(brightness, Tissue.CORD_LESION, white + (fluid - white) * draw.between(0.2, 0.85));
        set(brightness, Tissue.NERVE_ROOT, white * draw.between(0.7, 1.5));
        double flow = draw.chance(0.5) ? draw.between(0.55, 1) : draw.between(0.2, 0.9);
        set(brightness, Tissue.CSF_FLOW, white + (fluid - white) * flow);
    }

    private static double usualGrain(Tissue tissue) {
        return switch (tissue) {
            case MUSCLE, GLAND, CONNECTIVE -> 0.25;
            case MARROW, FAT, EPIDURAL_FAT, TONGUE -> 0.12;
            case CSF, CSF_FLOW, WHITE_MATTER, GREY_MATTER, CORD_LESION -> 0.035;
            default -> 0.08;
        };
    }

    private static double at(float[] brightness, Tissue tissue) {
        return brightness[TissueCode.of(tissue)];
    }

    private static void set(float[] brightness, Tissue tissue, double value) {
        brightness[TissueCode.of(tissue)] = (float) value;
    }

    private static void scale(float[] brightness, double factor) {
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] *= (float) factor;
        }
    }
}
