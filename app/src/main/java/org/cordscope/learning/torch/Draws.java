package org.cordscope.learning.torch;

import java.util.SplittableRandom;

/**
 * Random sources by what they are for. Each is derived afresh from the seed and its place in the run, so that a resumed run
 * draws what an uninterrupted one would have drawn, and threads cannot disturb each other.
 */
final class Draws {
    private static final long WEIGHTS = 1;
    private static final long ORDER = 2;
    private static final long DROPOUT = 3;
    private static final long AUGMENTATION = 4;

    private Draws() {}

    /** Initial values of one tensor. */
    static SplittableRandom weights(long seed, String name) {
        return source(seed, WEIGHTS, name.hashCode(), 0);
    }

    /** Order of the training slices in one epoch. */
    static SplittableRandom order(long seed, int epoch) {
        return source(seed, ORDER, epoch, 0);
    }

    /** Dropout masks of one step. */
    static SplittableRandom dropout(long seed, int epoch, int step) {
        return source(seed, DROPOUT, epoch, step);
    }

    /** Augmentation of one slice in one epoch. */
    static SplittableRandom augmentation(long seed, int epoch, int slice) {
        return source(seed, AUGMENTATION, epoch, slice);
    }

    private static SplittableRandom source(long seed, long purpose, long first, long second) {
        return new SplittableRandom(mix(mix(mix(mix(seed) ^ purpose) ^ first) ^ second));
    }

    /** Finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), so that neighbouring places share nothing. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
