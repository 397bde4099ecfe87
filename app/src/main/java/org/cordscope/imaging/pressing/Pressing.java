package org.cordscope.imaging.pressing;

/**
 * What is done to a slice.
 *
 * @param effacement part of the fluid on the pressed side that is pushed away in the middle, 0 to 1; {@link #FILM_MM} stays
 * @param indentationMm how far the cord's surface on that side is moved in, mm; all round: how much shorter its radius is
 * @param halfWidthMm distance to both sides of the middle at which the pressure has fallen to 61 % (one standard deviation of
 *     a normal curve), mm; not used all round
 */
public record Pressing(Side side, double effacement, double indentationMm, double halfWidthMm) {
    /** Fluid that always stays between wall and cord, mm. */
    static final double FILM_MM = 0.2;

    /** Leaves everything where it is; the slice still goes through the resampling that the others go through. */
    public static final Pressing NONE = new Pressing(Side.FRONT, 0, 0, 6);

    public Pressing {
        if (!(effacement >= 0) || effacement > 1 || !(indentationMm >= 0) || !(halfWidthMm > 0)) {
            throw new IllegalArgumentException("effacement in 0..1, indentation not negative, width positive: "
                    + effacement + ", " + indentationMm + ", " + halfWidthMm);
        }
        if (indentationMm > 0 && effacement == 0) {
            throw new IllegalArgumentException("the cord is reached only through the fluid before it");
        }
    }

    /** Pushes the fluid of a side away, just as far as before the cord is pushed in, and leaves the cord alone. */
    public static Pressing effaced(Side side) {
        return indented(side, 0);
    }

    /** Pushes the fluid of a side away and then the cord in: what presses a cord touches it. */
    public static Pressing indented(Side side, double indentationMm) {
        return new Pressing(side, 1, indentationMm, side == Side.LEFT || side == Side.RIGHT ? 4 : 6);
    }

    /** How wide fluid of a width is in the middle of the pressure, mm. */
    double remaining(double fluidMm) {
        return Math.max(Math.min(FILM_MM, fluidMm), fluidMm * (1 - effacement));
    }

    /** The same pressure at a place where only a part of it arrives, 0 to 1. */
    public Pressing lessened(double part) {
        return new Pressing(side, effacement * part, indentationMm * part, halfWidthMm);
    }
}
