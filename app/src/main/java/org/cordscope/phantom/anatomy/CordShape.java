package org.cordscope.phantom.anatomy;

/** Cross-section of a healthy cord: an oval, flatter in front, with the anterior fissure and a shallow dorsal groove. */
final class CordShape {
    private static final int POINTS = 112;
    private static final double FISSURE = 0.085;
    private static final double GROOVE = 0.02;

    private CordShape() {}

    /** The outline with these diameters (as {@link CordMeasures} takes them), its centroid at the origin. */
    static Outline of(double apMm, double rlMm) {
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double t = 2 * Math.PI * i / POINTS;
            double c = Math.cos(t);
            double s = Math.sin(t);
            double radius = Math.pow(Math.pow(Math.abs(c), 2.15) + Math.pow(Math.abs(s), 2.15), -1 / 2.15);
            x[i] = radius * c * (1 + 0.04 * s);
            y[i] = radius * s;
            if (s < 0) {
                y[i] += FISSURE * bump(x[i] / 0.10) + 0.05 * x[i] * x[i] * (1 - x[i] * x[i]);
            } else {
                y[i] -= GROOVE * bump(x[i] / 0.09);
            }
        }
        Outline raw = new Outline(x, y);
        CordMeasures size = CordMeasures.of(raw);
        Outline scaled = raw.moved(rlMm / size.rlMm(), apMm / size.apMm(), 0, 0, 0);
        double[] centre = CordMeasures.centroid(scaled);
        return scaled.moved(-centre[0], -centre[1]);
    }

    private static double bump(double u) {
        return Math.exp(-u * u);
    }
}
