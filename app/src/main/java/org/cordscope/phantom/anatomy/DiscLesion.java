package org.cordscope.phantom.anatomy;

/**
 * What degeneration does at one disc.
 *
 * @param zMm height of the disc's middle
 * @param degeneration 0 healthy to 1 and more
 * @param bulgeMm how far disc and osteophytes reach into the canal from in front
 * @param bulgeX where the bulge is highest, off the midline
 * @param bulgeHalfWidthMm half its width
 * @param flavumMm how far the buckled ligamentum flavum reaches into the canal from behind
 * @param lateralShare share of the canal's width lost to both sides
 * @param halfHeightMm half the height over which it presses
 * @param cordSignal T2 signal in the cord at this height, 0 for none to 1
 */
record DiscLesion(
        double zMm,
        double degeneration,
        double bulgeMm,
        double bulgeX,
        double bulgeHalfWidthMm,
        double flavumMm,
        double lateralShare,
        double halfHeightMm,
        double cordSignal) {

    DiscLesion {
        if (bulgeMm < 0 || flavumMm < 0 || lateralShare < 0 || !(halfHeightMm > 0) || !(bulgeHalfWidthMm > 0)) {
            throw new IllegalArgumentException("a lesion reaches inwards: " + bulgeMm + ", " + flavumMm);
        }
    }

    /** How often each disc, C2/3 to C7/T1, degenerates: C5/6 most, as in every series of DCM. */
    private static final double[] PRONE = {.15, .62, .88, 1.0, .9, .3};

    static DiscLesion draw(SeededDraw draw, Subject subject, int disc, double zMm) {
        double wear = 1.09 + 0.26 * subject.severity() + 0.006 * (subject.ageYears() - 55);
        double degeneration = Math.max(0, PRONE[disc] * wear + draw.normal(0, 0.24, -0.5, 0.55));
        double fromBehind = draw.chance(0.35) ? draw.between(0.5, 1.3) : draw.between(0, 0.4);
        double fromFront = draw.chance(0.12) ? draw.between(0.1, 0.5) : draw.between(0.75, 1.15);
        boolean paracentral = draw.chance(0.45);
        double x =
                paracentral ? Math.copySign(draw.between(2, 5), draw.uniform() - 0.5) : draw.normal(0, 0.7, -1.5, 1.5);
        double width = paracentral ? draw.between(3, 6) : draw.between(4, 11);
        double bulge = 5.4 * degeneration * fromFront;
        double flavum = 3.4 * degeneration * fromBehind;
        double crowding = bulge + flavum;
        double signal = crowding > 5 && draw.chance(0.12 * (crowding - 4)) ? draw.between(0.45, 1) : 0;
        return new DiscLesion(
                zMm,
                degeneration,
                Math.min(5.6, bulge),
                x,
                width,
                Math.min(2.8, flavum),
                fromBehind > 0.5 ? 0.12 * degeneration : 0.04 * degeneration,
                draw.between(3.8, 6.6),
                signal);
    }

    /** How much of the lesion a plane meets: 1 at the disc, falling to 0 about {@code halfHeightMm} away. */
    double at(double z) {
        double u = Math.abs(z - zMm) / halfHeightMm;
        return 1 / (1 + Math.pow(u, 5));
    }
}
