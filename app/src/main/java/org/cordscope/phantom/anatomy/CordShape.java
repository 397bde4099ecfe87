package org.cordscope.phantom.anatomy;

/**
 * Cross-section of one patient's healthy cord: an oval, flatter in front, with the anterior fissure and a shallow dorsal
 * groove, both of a depth that differs from one to another.
 */
final class CordShape {
    private static final int POINTS = 112;

    /** With diameters of 1 mm and its centroid at the origin. */
    private final Outline unit;

    /** @param fissure depth of the anterior fissure over half the AP diameter, usually .09 */
    CordShape(double fissure) {
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double t = 2 * Math.PI * i / POINTS;
            double c = StrictMath.cos(t);
            double s = StrictMath.sin(t);
            double radius =
                    StrictMath.pow(StrictMath.pow(Math.abs(c), 2.1) + StrictMath.pow(Math.abs(s), 2.1), -1 / 2.1);
            x[i] = radius * c * (1 + 0.04 * s);
            y[i] = radius * s;
            if (s < 0) {
                y[i] += fissure * bump(x[i] / 0.11) + 0.05 * x[i] * x[i] * (1 - x[i] * x[i]);
            } else {
                y[i] -= 0.35 * fissure * bump(x[i] / 0.10);
            }
        }
        Outline raw = new Outline(x, y);
        CordMeasures size = CordMeasures.of(raw);
        double[] centre = CordMeasures.centroid(raw);
        unit = raw.moved(-centre[0], -centre[1]).moved(1 / size.rlMm(), 1 / size.apMm(), 0, 0, 0);
    }

    /** The outline with these diameters (as {@link CordMeasures} takes them), its centroid at the origin. */
    Outline of(double apMm, double rlMm) {
        return unit.moved(rlMm, apMm, 0, 0, 0);
    }

    private static double bump(double u) {
        return StrictMath.exp(-u * u);
    }
}
