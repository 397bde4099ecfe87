package org.cordscope.phantom.anatomy;

/**
 * What is asked of a spine beyond chance, so that training sees often what patients show rarely: narrow canals with an intact
 * cord, flat, turned or uneven healthy cords, and one lesion that presses the cord in by a wanted amount.
 *
 * @param canal factor of the canal's AP diameter; {@code canalWidth} of its width
 * @param flattening share that the healthy cord's AP diameter is less than drawn; half of it is added to its width
 * @param turn of the healthy cord about its axis, radians
 * @param asideMm how far to the left of the canal's middle the cord lies
 * @param skew how much thicker the cord's left edge is than its middle, as a share; its right edge is as much thinner
 * @param disc which disc the wanted lesion is at, 0 for C2/3; -1 for none
 * @param indentation how far that lesion presses the cord in, as a share of its AP diameter; 0 lets it just touch
 * @param behind whether it presses from behind more than from in front
 * @param joints how far the joints of the left and the right side press the cord in there, mm; 0 where they do not reach it
 * @param share of the lesion that presses so: less than 1 for one that does not reach the cord
 * @param signal T2 signal of the cord at that disc, 0 for none to 1
 */
public record Scenario(
        double canal,
        double canalWidth,
        double flattening,
        double turn,
        double asideMm,
        double skew,
        int disc,
        double indentation,
        boolean behind,
        Joints joints,
        double share,
        double signal) {
    /** Nothing is asked: chance alone decides. */
    public static final Scenario USUAL = new Scenario(1, 1, 0, 0, 0, 0, -1, 0, false, Joints.NONE, 1, 0);

    /** Of the left and the right side, mm. */
    public record Joints(double leftMm, double rightMm) {
        public static final Joints NONE = new Joints(0, 0);

        public Joints {
            if (!(leftMm >= 0) || !(rightMm >= 0) || leftMm > 5 || rightMm > 5) {
                throw new IllegalArgumentException("joints press inwards by some mm: " + leftMm + ", " + rightMm);
            }
        }
    }

    public Scenario {
        if (!(canalWidth > 0.4) || !(canalWidth < 1.5)) {
            throw new IllegalArgumentException("no canal is so wide: " + canalWidth);
        }
        if (!(canal > 0.5) || !(canal < 1.5) || !(Math.abs(flattening) < 0.4) || !(Math.abs(skew) < 0.4)) {
            throw new IllegalArgumentException("no spine is so: " + canal + ", " + flattening + ", " + skew);
        }
        if (disc < -1 || disc > 5 || !(indentation >= 0) || !(share > 0) || share > 1 || signal < 0 || signal > 1) {
            throw new IllegalArgumentException(
                    "not a lesion: " + disc + ", " + indentation + ", " + share + ", " + signal);
        }
    }

    boolean hasLesion() {
        return disc >= 0;
    }
}
