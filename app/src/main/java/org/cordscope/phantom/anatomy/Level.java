package org.cordscope.phantom.anatomy;

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
    private final double[] values;

    Level(double zMm, double... values) {
        this.zMm = zMm;
        this.values = values;
    }

    /** Height of the middle of the vertebral body in a neck of usual length; {@link Neck} scales it. */
    public double zMm() {
        return zMm;
    }

    public double cordApMm() {
        return values[0];
    }

    public double cordApDeviationMm() {
        return values[1];
    }

    public double cordRlMm() {
        return values[2];
    }

    public double cordRlDeviationMm() {
        return values[3];
    }

    public double canalApMm() {
        return values[4];
    }

    public double canalApDeviationMm() {
        return values[5];
    }

    public double canalRlMm() {
        return values[6];
    }

    public double canalRlDeviationMm() {
        return values[7];
    }

    public double bodyApMm() {
        return values[8];
    }

    public double bodyRlMm() {
        return values[9];
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
