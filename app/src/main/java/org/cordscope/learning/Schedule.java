package org.cordscope.learning;

import java.util.Locale;

/**
 * How the learning rate changes from step to step.
 *
 * @param shape what comes after the warm-up
 * @param warmUpEpochs epochs over which the rate grows linearly to its full value; 0 for none
 */
public record Schedule(Shape shape, int warmUpEpochs) {

    /** The full learning rate from the first step to the last. */
    public static final Schedule CONSTANT = new Schedule(Shape.CONSTANT, 0);

    /** Course of the learning rate. */
    public enum Shape {
        CONSTANT,
        /** Half a cosine from the full rate after the warm-up to 0 at the maximum of epochs (Loshchilov, Hutter, ICLR 2017). */
        COSINE;

        /** As recipes write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Schedule {
        if (warmUpEpochs < 0) {
            throw new IllegalArgumentException("warm-up epochs cannot be negative: " + warmUpEpochs);
        }
    }

    /**
     * Factor of the learning rate.
     *
     * @param step steps done before this one, over all epochs
     * @param stepsPerEpoch steps of one epoch
     * @param maximumEpochs epochs after which a cosine ends
     */
    public double factor(long step, int stepsPerEpoch, int maximumEpochs) {
        long warmUp = (long) warmUpEpochs * stepsPerEpoch;
        if (step < warmUp) {
            return (step + 1.0) / warmUp;
        }
        if (shape == Shape.CONSTANT) {
            return 1;
        }
        double share = (double) (step - warmUp) / ((long) maximumEpochs * stepsPerEpoch - warmUp);
        return (1 + StrictMath.cos(Math.PI * Math.min(1, share))) / 2;
    }
}
