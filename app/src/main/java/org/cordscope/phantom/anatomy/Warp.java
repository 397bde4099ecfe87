package org.cordscope.phantom.anatomy;

/** A smooth displacement of a patient's soft tissue, so that no muscle is an ellipse: a few waves of some centimetres. */
final class Warp {
    private static final int WAVES = 7;

    private final double[][] waves = new double[WAVES][6];

    Warp(SeededDraw draw, double amplitudeMm) {
        for (double[] wave : waves) {
            double length = draw.between(14, 60);
            double direction = draw.between(0, 2 * Math.PI);
            wave[0] = 2 * Math.PI / length * StrictMath.cos(direction);
            wave[1] = 2 * Math.PI / length * StrictMath.sin(direction);
            wave[2] = 2 * Math.PI / draw.between(40, 120);
            wave[3] = draw.between(0, 2 * Math.PI);
            double strength = amplitudeMm * Math.min(1, length / 35) / Math.sqrt(WAVES);
            wave[4] = strength * draw.normal(0, 1, -2, 2);
            wave[5] = strength * draw.normal(0, 1, -2, 2);
        }
    }

    Outline of(Outline outline, double z) {
        double[] x = new double[outline.size()];
        double[] y = new double[outline.size()];
        for (int i = 0; i < x.length; i++) {
            double px = outline.x()[i];
            double py = outline.y()[i];
            x[i] = px;
            y[i] = py;
            for (double[] w : waves) {
                double s = StrictMath.sin(w[0] * px + w[1] * py + w[2] * z + w[3]);
                x[i] += w[4] * s;
                y[i] += w[5] * s;
            }
        }
        return new Outline(x, y);
    }
}
