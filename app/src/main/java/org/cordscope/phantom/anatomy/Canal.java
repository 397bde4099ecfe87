package org.cordscope.phantom.anatomy;

/**
 * Cross-section of the dural sac with nothing pressing on it: a rounded triangle, flat in front, as at C3 to C7, or an oval
 * near C1 and T1. Origin in its middle.
 *
 * @param apMm its greatest extent; likewise {@code rlMm}
 * @param roundness 0 for the triangle to 1 for the oval
 */
record Canal(double apMm, double rlMm, double roundness) {

    Canal {
        if (!(apMm > 0) || !(rlMm > 0)) {
            throw new IllegalArgumentException("a canal has a size: " + apMm + " x " + rlMm);
        }
    }

    /** The canal whose outline has these diameters as {@link CordMeasures} takes them. */
    static Canal ofDiameters(double apMm, double rlMm, double roundness) {
        Canal unit = new Canal(1, 1, roundness);
        CordMeasures size = CordMeasures.of(Outline.band(-0.5, 0.5, unit::front, unit::back));
        return new Canal(apMm / size.apMm(), rlMm / size.rlMm(), roundness);
    }

    double halfWidth() {
        return rlMm / 2;
    }

    /** Height of the widest place. */
    double waist() {
        return -apMm * (0.16 - 0.16 * roundness);
    }

    /** The anterior wall at {@code x}: y in mm, most negative in the middle. */
    double front(double x) {
        double depth = apMm / 2 + waist();
        return waist() - depth * cap(x, 3.6 - 1.4 * roundness, 2.1);
    }

    /** The posterior wall at {@code x}. */
    double back(double x) {
        double depth = apMm / 2 - waist();
        return waist() + depth * cap(x, 1.75 + 0.35 * roundness, 1.35 + 0.65 * roundness);
    }

    private double cap(double x, double inner, double outer) {
        double u = Math.min(1, Math.abs(x) / halfWidth());
        return StrictMath.pow(1 - StrictMath.pow(u, inner), 1 / outer);
    }
}
