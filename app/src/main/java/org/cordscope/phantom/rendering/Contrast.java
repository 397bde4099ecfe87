package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.Tissue;

/** How bright each tissue is in one kind of sequence, cerebrospinal fluid on T2w being 1. */
public enum Contrast {
    /** T2w turbo spin echo: CSF to cord about 3.7 to 1, arteries are flow voids, fat is bright. */
    T2W(0),
    /** The same with fat suppressed. */
    T2W_FAT_SATURATED(1),
    /** T1w turbo spin echo: fat bright, CSF dark. */
    T1W(2),
    /** T2*w gradient echo: bone black, vessels bright, grey matter stands out. */
    T2_STAR(3);

    private final int column;

    Contrast(int column) {
        this.column = column;
    }

    public double brightness(Tissue tissue) {
        double[] row = row(tissue);
        return row[column];
    }

    /** T2w, fat-saturated T2w, T1w, T2*w. */
    private static double[] row(Tissue tissue) {
        return switch (tissue) {
            case AIR -> new double[] {.005, .005, .005, .005};
            case SKIN -> new double[] {.30, .20, .45, .45};
            case FAT -> new double[] {.80, .10, 1.0, .50};
            case CONNECTIVE -> new double[] {.20, .10, .45, .40};
            case MUSCLE -> new double[] {.13, .12, .40, .40};
            case TONGUE -> new double[] {.21, .18, .45, .42};
            case GLAND -> new double[] {.42, .38, .50, .52};
            case MUCOSA -> new double[] {.34, .36, .38, .45};
            case CARTILAGE -> new double[] {.20, .15, .35, .30};
            case ARTERY -> new double[] {.025, .02, .06, 1.0};
            case VEIN -> new double[] {.11, .11, .15, .85};
            case VESSEL_WALL -> new double[] {.30, .20, .40, .5};
            case CORTICAL_BONE -> new double[] {.08, .04, .07, .05};
            case MARROW -> new double[] {.33, .12, .65, .14};
            case ANNULUS -> new double[] {.13, .12, .28, .30};
            case NUCLEUS -> new double[] {.46, .42, .36, .62};
            case DEGENERATED_DISC -> new double[] {.21, .19, .33, .38};
            case LIGAMENT -> new double[] {.08, .05, .12, .15};
            case JOINT_FLUID -> new double[] {.75, .70, .20, .70};
            case EPIDURAL_FAT -> new double[] {.66, .16, .85, .45};
            case DURA -> new double[] {.14, .12, .22, .25};
            case CSF -> new double[] {1.0, .95, .13, .85};
            case CSF_FLOW -> new double[] {.70, .66, .13, .78};
            case NERVE_ROOT -> new double[] {.36, .34, .36, .48};
            case WHITE_MATTER -> new double[] {.265, .26, .48, .46};
            case GREY_MATTER -> new double[] {.315, .31, .45, .58};
            case CORD_LESION -> new double[] {.62, .62, .40, .68};
        };
    }

    /** Strength of fine texture, as a share of brightness. */
    double grain(Tissue tissue) {
        double t2w = switch (tissue) {
            case MARROW, FAT, EPIDURAL_FAT, TONGUE -> .14;
            case MUSCLE, GLAND -> .25;
            case CONNECTIVE -> .38;
            case DEGENERATED_DISC, NUCLEUS, ANNULUS -> .10;
            case WHITE_MATTER, GREY_MATTER, CSF, CSF_FLOW -> .035;
            default -> .06;
        };
        return this == T2W ? t2w : 0.45 * t2w;
    }

    /** How far strands of fat run through a tissue, 0 to 1. */
    static double strands(Tissue tissue) {
        return switch (tissue) {
            case MUSCLE -> .7;
            case CONNECTIVE -> .7;
            case TONGUE -> .35;
            default -> 0;
        };
    }
}
