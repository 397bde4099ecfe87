package org.cordscope.phantom.anatomy;

import java.util.List;

/**
 * What degeneration does at one disc.
 *
 * @param zMm height of the disc's middle
 * @param degeneration 0 healthy to 1 and more
 * @param intrusions what reaches into the canal from in front
 * @param flavum how far the folds of the buckled ligamentum flavum reach in from behind, mm
 * @param lateral share of half the canal's width lost to joints on each side; also how narrow the foramen is
 * @param slipMm how far the vertebra above has slipped forwards
 * @param halfHeightMm half the height over which ligaments and joints press
 * @param cordSignal T2 signal in the cord at this height, 0 for none to 1
 */
record DiscLesion(
        double zMm,
        double degeneration,
        List<Intrusion> intrusions,
        Sides flavum,
        Sides lateral,
        double slipMm,
        double halfHeightMm,
        double cordSignal) {

    /** A quantity of the patient's left ({@code x > 0}) and right. */
    record Sides(double left, double right) {
        static final Sides NONE = new Sides(0, 0);

        Sides {
            if (!(left >= 0) || !(right >= 0)) {
                throw new IllegalArgumentException("a lesion reaches inwards: " + left + ", " + right);
            }
        }

        double at(double x) {
            return x > 0 ? left : right;
        }

        Sides atLeast(double least) {
            return new Sides(Math.max(least, left), Math.max(least, right));
        }
    }

    DiscLesion {
        intrusions = List.copyOf(intrusions);
        if (!(halfHeightMm > 0) || !(slipMm >= 0) || cordSignal < 0 || cordSignal > 1) {
            throw new IllegalArgumentException("not a lesion: " + halfHeightMm + ", " + slipMm + ", " + cordSignal);
        }
    }

    /** The same reaching in less far, which leaves no trace in the cord. */
    DiscLesion scaled(double factor) {
        List<Intrusion> smaller = intrusions.stream()
                .map(i -> new Intrusion(
                        i.tissue(), factor * i.heightMm(), i.xMm(), i.halfWidthMm(), i.zMm(), i.halfHeightMm()))
                .toList();
        Sides folds = new Sides(factor * flavum.left(), factor * flavum.right());
        return new DiscLesion(zMm, degeneration, smaller, folds, lateral, slipMm, halfHeightMm, 0);
    }

    /**
     * The same narrowing the canal from all sides.
     *
     * @param share of the canal's width that joints take at least
     * @param foldMm how far the folds of ligamentum flavum reach in at least
     */
    DiscLesion narrowing(double share, double foldMm) {
        Sides folds = flavum.atLeast(foldMm);
        return new DiscLesion(
                zMm, degeneration, intrusions, folds, lateral.atLeast(share), slipMm, halfHeightMm, cordSignal);
    }

    /** The same with other joints. */
    DiscLesion joined(Sides joints) {
        return new DiscLesion(zMm, degeneration, intrusions, flavum, joints, slipMm, halfHeightMm, cordSignal);
    }

    /** The same with another T2 signal in the cord, 0 for none to 1. */
    DiscLesion signalling(double signal) {
        return new DiscLesion(zMm, degeneration, intrusions, flavum, lateral, slipMm, halfHeightMm, signal);
    }

    /** How much of ligaments and joints a plane meets: 1 at the disc, falling to 0. */
    double at(double z) {
        return Intrusion.shareAt(z, zMm, halfHeightMm);
    }
}
