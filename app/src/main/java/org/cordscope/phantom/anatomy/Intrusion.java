package org.cordscope.phantom.anatomy;

/**
 * Something that reaches into the canal from in front: a bulging or protruded disc, an osteophyte bar, a plaque of ossified
 * ligament.
 *
 * @param tissue what it is made of
 * @param heightMm how far it reaches in where it is highest
 * @param xMm where it is highest, off the midline
 * @param halfWidthMm half its width
 * @param zMm height of its middle
 * @param halfHeightMm half the height over which it presses
 */
record Intrusion(Tissue tissue, double heightMm, double xMm, double halfWidthMm, double zMm, double halfHeightMm) {

    Intrusion {
        if (!(heightMm >= 0) || !(halfWidthMm > 0) || !(halfHeightMm > 0)) {
            throw new IllegalArgumentException(
                    "an intrusion reaches inwards: " + heightMm + ", " + halfWidthMm + ", " + halfHeightMm);
        }
    }

    /** How much of it a plane meets: 1 in its middle, a half at {@code halfHeightMm}, then falling to 0. */
    double share(double z) {
        return falloff(Math.abs(z - zMm) / halfHeightMm);
    }

    static double shareAt(double z, double zMm, double halfHeightMm) {
        return falloff(Math.abs(z - zMm) / halfHeightMm);
    }

    private static double falloff(double u) {
        return 1 / (1 + u * u * u * u * u);
    }

    /** How far it reaches in at {@code x} where a plane meets all of it, mm. */
    double reach(double x) {
        double u = (x - xMm) / halfWidthMm;
        return heightMm / (1 + u * u * u * u);
    }
}
