package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.phantom.anatomy.DiscLesion.Sides;

/**
 * Draws what one degenerated disc looks like.
 *
 * @param degeneration 0 healthy to 1 and more
 * @param flavumProne how prone the patient's ligamentum flavum is to buckle, about 0
 */
record LesionDraw(SeededDraw draw, double degeneration, double flavumProne) {
    private static final double BULGE_MM = 5.5;
    private static final double FLAVUM_MM = 3.5;
    private static final double BREADTH = 1.04;

    DiscLesion at(double zMm, double slipMm) {
        return at(zMm, slipMm, draw.chance(0.10));
    }

    /** @param posterior whether the folds of ligamentum flavum reach in farther than the disc */
    DiscLesion at(double zMm, double slipMm, boolean posterior) {
        double fromFront = posterior ? draw.between(0.15, 0.6) : draw.between(0.72, 1.12);
        List<Intrusion> intrusions = intrusions(zMm, BULGE_MM * degeneration * fromFront);
        double fold = FLAVUM_MM * degeneration * fromBehind(posterior);
        double lean = draw.normal(0, 0.22, -0.5, 0.5);
        Sides flavum = new Sides(Math.min(4, fold * (1 + lean)), Math.min(4, fold * (1 - lean)));
        double height = Math.min(5.6, BULGE_MM * degeneration * fromFront);
        return new DiscLesion(
                zMm,
                degeneration,
                intrusions,
                flavum,
                new Sides(joint(), joint()),
                slipMm,
                draw.between(4.2, 7.2),
                signal(height + fold + slipMm));
    }

    private double fromBehind(boolean posterior) {
        if (posterior) {
            return draw.between(0.9, 1.5);
        }
        return draw.chance(Math.min(0.8, Math.max(0.1, 0.4 + 0.3 * flavumProne)))
                ? draw.between(0.3, 1)
                : draw.between(0, 0.35);
    }

    /** Uncovertebral and facet hypertrophy of one side. */
    private double joint() {
        return draw.chance(0.3) ? degeneration * draw.between(0.08, 0.2) : degeneration * draw.between(0, 0.06);
    }

    private double signal(double crowding) {
        return crowding > 5 && draw.chance(Math.min(0.7, 0.14 * (crowding - 4.5))) ? draw.between(0.45, 1) : 0;
    }

    /** A broad bulge, a central or one-sided protrusion, an extrusion off the disc's height, or an osteophyte bar. */
    private List<Intrusion> intrusions(double zMm, double wanted) {
        double height = Math.min(5.6, wanted);
        List<Intrusion> found = new ArrayList<>();
        double side = draw.chance(0.5) ? 1 : -1;
        double tall = draw.between(4.2, 7.2);
        switch (draw.weighted(0.32, 0.17, 0.31, 0.09, 0.11)) {
            case 0 ->
                found.add(disc(
                        height * draw.between(0.4, 1), draw.normal(0, 0.8, -1.6, 1.6), draw.between(4, 8), zMm, tall));
            case 1 -> {
                found.add(disc(height, draw.normal(0, 0.6, -1.2, 1.2), draw.between(3.5, 5.5), zMm, tall));
                found.add(disc(0.25 * height, 0, 9, zMm, tall));
            }
            case 2 -> {
                found.add(disc(height, side * draw.between(2, 5), draw.between(3.5, 6), zMm, tall));
                found.add(disc(0.3 * height, 0, 9, zMm, tall));
            }
            case 3 -> {
                double off = draw.normal(0, 2, -3.5, 3.5);
                found.add(disc(height, side * draw.between(0, 3.5), draw.between(3.5, 5), zMm + off, tall + 1));
                found.add(disc(0.25 * height, 0, 9, zMm, tall));
            }
            default -> {
                found.add(new Intrusion(
                        Tissue.CORTICAL_BONE, 0.8 * height, draw.normal(0, 1, -2, 2), draw.between(7, 12), zMm, tall));
                found.add(disc(0.85 * height, side * draw.between(0, 3), draw.between(5, 8), zMm, 0.8 * tall));
            }
        }
        return found;
    }

    private static Intrusion disc(double height, double x, double halfWidth, double z, double halfHeight) {
        return new Intrusion(Tissue.DEGENERATED_DISC, height, x, BREADTH * halfWidth, z, halfHeight);
    }
}
