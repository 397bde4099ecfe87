package org.cordscope.phantom.anatomy;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** A vertebral level, its height and the size of its body (textbook values); {@link SpinalForm} has cord and canal. */
public enum Level {
    C2(0, 15, 15),
    C3(-19, 15.5, 18),
    C4(-36.5, 16, 19),
    C5(-53.5, 16, 20.5),
    C6(-70, 16.5, 23),
    C7(-87.5, 16.5, 26),
    T1(-107, 17, 27);

    private final double zMm;
    private final double bodyApMm;
    private final double bodyRlMm;

    Level(double zMm, double bodyApMm, double bodyRlMm) {
        this.zMm = zMm;
        this.bodyApMm = bodyApMm;
        this.bodyRlMm = bodyRlMm;
    }

    /** Height of the middle of the vertebral body in a neck of usual length; {@link Neck} scales it. */
    public double zMm() {
        return zMm;
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
