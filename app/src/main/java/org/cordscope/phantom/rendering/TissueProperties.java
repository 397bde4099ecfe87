package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.Tissue;

/**
 * What the signal of a tissue follows from at 1.5 T. Relaxation times are near those of Stanisz et al. (Magn Reson Med 2005;
 * 54:507) and de Bazelaire et al. (Radiology 2004; 230:652) where they give the tissue, and estimates elsewhere; fat has the
 * long apparent T2 that echo trains give it (Henkelman et al., Magn Reson Med 1992; 28:21). Proton density is against water
 * and was set where needed so that the ratios of T2w brightness lie among those of real slices (fluid to cord 2.5 and 4.3 in two of them).
 *
 * @param fatShare share of the tissue that is fat, 0 to 1
 * @param inflow signal in gradient echo of blood that flows in; 0 for tissue that stays
 */
record TissueProperties(
        double t1Ms, double t2Ms, double t2StarMs, double protonDensity, double fatShare, double inflow) {

    TissueProperties {
        if (!(t1Ms > 0) || !(t2Ms > 0) || !(t2StarMs > 0) || !(protonDensity >= 0) || fatShare < 0 || fatShare > 1) {
            throw new IllegalArgumentException("no tissue: " + t1Ms + ", " + t2Ms + ", " + t2StarMs);
        }
    }

    /** At 3 T T1 is about a quarter longer, T2 a little and T2* much shorter (Stanisz et al.). */
    double t1Ms(double tesla) {
        return t1Ms * (1 + 0.25 * (tesla - 1.5) / 1.5);
    }

    double t2Ms(double tesla) {
        return t2Ms * (1 - 0.08 * (tesla - 1.5) / 1.5);
    }

    double t2StarMs(double tesla) {
        return t2StarMs * (1 - 0.35 * (tesla - 1.5) / 1.5);
    }

    static TissueProperties of(Tissue tissue) {
        return switch (tissue) {
            case AIR -> still(1000, 50, 5, .004, 0);
            case SKIN -> still(900, 40, 16, .7, 0);
            case FAT -> still(290, 130, 42, .8, 1);
            case CONNECTIVE -> still(800, 45, 25, .75, .3);
            case MUSCLE -> still(1000, 37, 28, .62, .01);
            case TONGUE -> still(1000, 48, 30, .75, .08);
            case GLAND -> still(800, 62, 35, .82, .17);
            case MUCOSA -> still(1100, 72, 36, .72, 0);
            case CARTILAGE -> still(900, 42, 18, .7, .12);
            case ARTERY -> flowing(.025, .46);
            case VEIN -> flowing(.11, .36);
            case VESSEL_WALL -> still(900, 60, 28, .8, .1);
            case CORTICAL_BONE -> still(700, 30, 4, .3, .06);
            case MARROW -> still(900, 50, 8, .7, .29);
            case ANNULUS -> still(900, 42, 16, .7, 0);
            case NUCLEUS -> still(1000, 82, 40, .85, 0);
            case DEGENERATED_DISC -> still(900, 55, 22, .8, 0);
            case LIGAMENT -> still(800, 36, 10, .6, .02);
            case JOINT_FLUID -> still(2800, 500, 120, .85, 0);
            case EPIDURAL_FAT -> still(290, 125, 40, .8, .8);
            case DURA -> still(900, 48, 22, .65, 0);
            case CSF -> still(4000, 1500, 250, 1, 0);
            case CSF_FLOW -> still(4000, 1200, 220, .7, 0);
            case NERVE_ROOT -> still(950, 82, 38, .75, .05);
            case WHITE_MATTER -> still(880, 70, 50, .76, 0);
            case GREY_MATTER -> still(970, 75, 58, .82, 0);
            case CORD_LESION -> still(1300, 130, 72, .85, 0);
        };
    }

    private static TissueProperties still(double t1, double t2, double t2Star, double density, double fat) {
        return new TissueProperties(t1, t2, t2Star, density, fat, 0);
    }

    /** Blood that has left the slice before its echo, and comes fresh into that of a gradient echo. */
    private static TissueProperties flowing(double spinEcho, double gradientEcho) {
        return new TissueProperties(1400, 180, 100, spinEcho, 0, gradientEcho);
    }
}
