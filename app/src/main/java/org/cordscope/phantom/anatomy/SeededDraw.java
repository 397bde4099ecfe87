package org.cordscope.phantom.anatomy;

import java.nio.charset.StandardCharsets;

/**
 * Random draws that are the same for the same seed on every Java version: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)
 * with the polar method for normal deviates. {@link #named} opens an independent stream, so that a later draw added to one
 * part does not change the others.
 */
public final class SeededDraw {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long origin;
    private long state;

    private SeededDraw(long origin) {
        this.origin = origin;
        this.state = origin;
    }

    public static SeededDraw of(long seed) {
        return new SeededDraw(mix(seed + GOLDEN));
    }

    /** The stream of this name; it does not depend on what was drawn here before. */
    public SeededDraw named(String name, long number) {
        long hash = origin;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = mix(hash + b * GOLDEN);
        }
        return new SeededDraw(mix(hash ^ mix(number + GOLDEN)));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double uniform() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    public double between(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** 0 to {@code count - 1}. */
    public int index(int count) {
        return (int) (uniform() * count);
    }

    public boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Standard normal deviate. */
    public double normal() {
        while (true) {
            double u = 2 * uniform() - 1;
            double v = 2 * uniform() - 1;
            double s = u * u + v * v;
            if (s < 1 && s > 0) {
                return u * Math.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    /** Normal deviate cut off at {@code low} and {@code high}. */
    public double normal(double mean, double deviation, double low, double high) {
        return Math.min(high, Math.max(low, mean + deviation * normal()));
    }

    /** Index drawn with the given weights, which need not sum to one. */
    public int weighted(double... weights) {
        double sum = 0;
        for (double w : weights) {
            sum += w;
        }
        double left = uniform() * sum;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }
}
