package org.cordscope.phantom.randomised;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.randomised.Reshaping.Pressure;

/**
 * Draws what is done to the canal of one sample. Pressure comes from the sides more often than in patients, since a cord gives
 * way to it and shows little of it; about as often something comes near and leaves the cord alone.
 */
record ReshapingDraw(SeededDraw draw) {
    /** Standard deviation of the waves of a cord's outline, twice and more often round it, as a share of its radius. */
    private static final double[] CORD_WAVES = {0.045, 0.028, 0.018, 0.012, 0.010};

    /** Likewise of the dural sac, once and more often round it. */
    private static final double[] SAC_WAVES = {0.05, 0.07, 0.05, 0.03, 0.02};

    Reshaping reshaping() {
        double strength = draw.between(0, 1.2);
        double[] cord = waves(CORD_WAVES, 2, strength);
        double[] sac = waves(SAC_WAVES, 1, strength);
        List<Pressure> pressures = new ArrayList<>();
        double snug = 0;
        double ring = 0;
        switch (draw.weighted(0.34, 0.26, 0.05, 0.17, 0.13, 0.05)) {
            case 1 -> pressures.add(pressing(direction(), net()));
            case 2 -> {
                double first = direction();
                pressures.add(pressing(first, net()));
                pressures.add(pressing(first + Math.PI + draw.normal(0, 0.5, -1.2, 1.2), 0.6 * net()));
            }
            case 3 -> {
                int count = 1 + draw.index(3);
                for (int i = 0; i < count; i++) {
                    pressures.add(near(direction()));
                }
            }
            case 4 -> snug = draw.between(0.4, 0.96);
            case 5 -> {
                ring = draw.chance(0.4) ? draw.between(0.2, 0.8) : draw.between(0.5, 2);
                snug = draw.between(0.5, 0.95);
            }
            default -> {}
        }
        return new Reshaping(cord, sac, pressures, snug, ring, share(), share());
    }

    private double share() {
        return draw.chance(0.5) ? draw.between(0.7, 1) : draw.between(0, 0.8);
    }

    private double[] waves(double[] deviations, int first, double strength) {
        double[] waves = new double[Rays.COUNT];
        for (int k = 0; k < deviations.length; k++) {
            double size = strength * deviations[k] * draw.normal(0, 1, -2, 2);
            double phase = draw.between(0, 2 * Math.PI);
            for (int ray = 0; ray < waves.length; ray++) {
                waves[ray] += size * StrictMath.cos((k + first) * Rays.angle(ray) + phase);
            }
        }
        return waves;
    }

    /** Radians, of what presses, towards the cord. */
    private double direction() {
        return switch (draw.weighted(0.5, 0.33, 0.17)) {
            case 0 -> (draw.chance(0.5) ? 0 : Math.PI) + draw.normal(0, 0.35, -0.9, 0.9);
            case 1 -> draw.between(0, 2 * Math.PI);
            default -> (draw.chance(0.6) ? 1 : -1) * Math.PI / 2 + draw.normal(0, 0.2, -0.5, 0.5);
        };
    }

    /** Half lie about the threshold of the label. */
    private double net() {
        return draw.chance(0.5) ? draw.between(0.02, 0.15) : draw.between(0.1, 0.36);
    }

    private Pressure pressing(double direction, double net) {
        double slide = draw.chance(0.3) ? 0 : draw.between(0, 0.65);
        return pressure(direction, Math.min(0.6, net / (1 - slide)), slide);
    }

    private Pressure near(double direction) {
        return pressure(direction, -draw.between(0.03, 0.5), 0);
    }

    private Pressure pressure(double direction, double depth, double slide) {
        double tip = draw.chance(0.5) ? draw.between(1, 4) : draw.between(3, 14);
        return new Pressure(
                StrictMath.cos(direction),
                StrictMath.sin(direction),
                draw.normal(0, 1.2, -3, 3),
                tip,
                draw.between(0.25, 1.4),
                depth,
                slide,
                draw.between(0, 0.35),
                draw.between(0, 1));
    }
}
