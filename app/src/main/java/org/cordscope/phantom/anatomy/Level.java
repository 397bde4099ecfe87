package org.cordscope.phantom.anatomy;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * A vertebral level with the size of cord and canal there: means and standard deviations of 203 healthy adults
 * (spine-generic, computed from spinalcordtoolbox/PAM50-normalized-metrics); vertebral sizes are textbook values.
 */
public enum Level {
    C2(0, 7.76, .52, 11.7, .7, 14.5, 1.4, 22.2, 2.0, 15, 15),
    C3(-19, 7.59, .51, 12.1, .8, 13.1, 1.2, 20.8, 1.6, 15.5, 18),
    C4(-36.5, 7.62, .49, 12.9, .8, 12.8, 1.2, 21.0, 1.5, 16, 19),
    C5(-53.5, 7.47, .51, 13.0, .8, 12.8, 1.2, 21.2, 1.6, 16, 20.5),
    C6(-70, 7.07, .50, 12.4, .8, 12.6, 1.2, 20.7, 1.6, 16.5, 23),
    C7(-87.5, 6.56, .44, 10.9, .9, 12.8, 1.3, 19.7, 1.7, 16.5, 26),
    T1(-107, 6.29, .43, 9.4, .7, 12.9, 1.2, 18.0, 1.8, 17, 27);

    private final double zMm;
    private final double cordApMm;
    private final double cordApDeviationMm;
    private final double cordRlMm;
    private final double cordRlDeviationMm;
    private final double canalApMm;
    private final double canalApDeviationMm;
    private final double canalRlMm;
    private final double canalRlDeviationMm;
    private final double bodyApMm;
    private final double bodyRlMm;

    Level(
            double zMm,
            double cordApMm,
            double cordApDeviationMm,
            double cordRlMm,
            double cordRlDeviationMm,
            double canalApMm,
            double canalApDeviationMm,
            double canalRlMm,
            double canalRlDeviationMm,
            double bodyApMm,
            double bodyRlMm) {
        this.zMm = zMm;
        this.cordApMm = cordApMm;
        this.cordApDeviationMm = cordApDeviationMm;
        this.cordRlMm = cordRlMm;
        this.cordRlDeviationMm = cordRlDeviationMm;
        this.canalApMm = canalApMm;
        this.canalApDeviationMm = canalApDeviationMm;
        this.canalRlMm = canalRlMm;
        this.canalRlDeviationMm = canalRlDeviationMm;
        this.bodyApMm = bodyApMm;
        this.bodyRlMm = bodyRlMm;
    }

    /** Height of the middle of the vertebral body in a neck of usual length; {@link Neck} scales it. */
    public double zMm() {
        return zMm;
    }

    public double cordApMm() {
        return cordApMm;
    }

    public double cordApDeviationMm() {
        return cordApDeviationMm;
    }

    public double cordRlMm() {
        return cordRlMm;
    }

    public double cordRlDeviationMm() {
        return cordRlDeviationMm;
    }

    public double canalApMm() {
        return canalApMm;
    }

    public double canalApDeviationMm() {
        return canalApDeviationMm;
    }

    public double canalRlMm() {
        return canalRlMm;
    }

    public double canalRlDeviationMm() {
        return canalRlDeviationMm;
    }

    public double bodyApMm() {
        return bodyApMm;
    }

    public double bodyRlMm() {
        return bodyRlMm;
    }

    /** The level whose body's middle is nearest to a height of a neck of usual length. */
    public static Level nearest(double zMm) {
        Level best = C2;
        for (Level level : values()) {
            if (Math.abs(level.zMm - zMm) < Math.abs(best.zMm - zMm)) {
                best = level;
            }
        }
        return best;
    }

    /** A quantity of the levels, interpolated as {@link #interpolate(double[], double)}. */
    static double interpolate(ToDoubleFunction<Level> quantity, double zMm) {
        return interpolate(Arrays.stream(values()).mapToDouble(quantity).toArray(), zMm);
    }

    /** A quantity given per level, linear between the middles of the bodies and constant beyond. */
    public static double interpolate(double[] perLevel, double zMm) {
        Level[] levels = values();
        if (zMm >= levels[0].zMm) {
            return perLevel[0];
        }
        for (int i = 1; i < levels.length; i++) {
            if (zMm >= levels[i].zMm) {
                double t = (levels[i - 1].zMm - zMm) / (levels[i - 1].zMm - levels[i].zMm);
                return perLevel[i - 1] + t * (perLevel[i] - perLevel[i - 1]);
            }
        }
        return perLevel[levels.length - 1];
    }
}
