package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/**
 * One vertebra of one patient: the sizes of its parts behind the body, mm: means after textbook anatomy, set by eye
 * beside real slices, each varied. Heights are in a neck of usual length; C2 is vertebra 0, the last is T5.
 *
 * @param aboveMm half the distance to the vertebra above, {@code belowMm} to the one below
 * @param laminaMm how thick the lamina is in an axial plane
 * @param process how far the spinous process reaches behind the lamina
 * @param droop how far the spinous process falls per mm that it reaches back
 * @param fork how far its two tips lie off the midline; 0 where it has one
 * @param skew how far its tip lies to the left
 * @param transverse how far the transverse process reaches beyond the canal's side
 * @param facetSlope how far the facet joint above runs back per mm down
 * @param pitch how much the disc above falls per mm forwards
 * @param endPlate what marrow beside a worn disc above turns to: fat above 0, scar below, nothing near 0
 * @param facetTurn slope of its cleft in an axial plane: backwards per mm to the side
 */
record Vertebra(
        int index,
        double zMm,
        double aboveMm,
        double belowMm,
        double laminaMm,
        double process,
        double droop,
        double fork,
        double skew,
        double transverse,
        double facetSlope,
        double facetTurn,
        double pitch,
        double endPlate) {
    static final int C2 = 0;
    static final int C7 = 5;
    static final int T1 = 6;

    /** Half the usual distance between two vertebrae, which heights on a vertebra are told in. */
    static final double HALF_PITCH_MM = 8.75;

    private static final double[] HEIGHT = {0, -19, -36.5, -53.5, -70, -87.5, -107, -128, -149, -171, -193};
    private static final double[] LAMINA = {5.2, 4.1, 3.9, 4.0, 4.5, 5.4, 6.4, 6.5, 6.5, 6.5, 6.5};
    private static final double[] PROCESS = {15, 11, 12, 14, 19, 28, 31, 31, 30, 30, 30};
    private static final double[] DROOP = {.45, .6, .6, .55, .5, .42, .55, .9, 1.1, 1.2, 1.3};
    private static final double[] FORK = {4.4, 3.6, 3.4, 3.6, 3.2, 0, 0, 0, 0, 0, 0};
    private static final double[] TRANSVERSE = {9, 12, 13, 13.5, 14.5, 19, 25, 24, 23, 23, 23};
    private static final double[] FACET_SLOPE = {1.0, 1.0, 1.05, 1.0, 0.95, 0.8, 0.65, 0.45, 0.4, 0.4, 0.4};

    static List<Vertebra> draw(SeededDraw draw) {
        List<Vertebra> all = new ArrayList<>();
        double longer = draw.normal(1, 0.1, 0.75, 1.25);
        double thicker = draw.normal(1, 0.08, 0.85, 1.15);
        for (int i = 0; i < HEIGHT.length; i++) {
            SeededDraw own = draw.named("vertebra", i);
            double above = (i == 0 ? 19 : HEIGHT[i - 1] - HEIGHT[i]) / 2;
            double below = (i == HEIGHT.length - 1 ? 21 : HEIGHT[i] - HEIGHT[i + 1]) / 2;
            double split = i == 4 && own.chance(0.35) ? 0 : own.normal(1, 0.2, 0.5, 1.5);
            all.add(new Vertebra(
                    i,
                    HEIGHT[i],
                    above,
                    below,
                    LAMINA[i] * thicker * own.normal(1, 0.08, 0.8, 1.2),
                    PROCESS[i] * longer * own.normal(1, 0.1, 0.75, 1.25),
                    DROOP[i] * own.normal(1, 0.15, 0.6, 1.4),
                    FORK[i] * split,
                    own.normal(0, 0.9, -2.2, 2.2),
                    TRANSVERSE[i] * own.normal(1, 0.05, 0.9, 1.1),
                    FACET_SLOPE[i] * own.normal(1, 0.1, 0.8, 1.2),
                    own.normal(-0.08, 0.14, -0.4, 0.25),
                    own.normal(-0.03, 0.07, -0.18, 0.14),
                    own.normal(0.2, 0.8, -1.6, 1.8)));
        }
        return List.copyOf(all);
    }

    /** Height on this vertebra, mm in one of usual height: 0 in the middle of the body, 8.75 in the disc above. */
    double at(double z) {
        double h = z - zMm;
        return HALF_PITCH_MM * h / (h > 0 ? aboveMm : belowMm);
    }

    boolean cervical() {
        return index <= C7;
    }
}
