package org.cordscope.learning;

/**
 * How the learning rate changes during training.
 *
 * @param warmUpEpochs over which the rate rises from nothing to its highest, by equal steps
 */
public record Schedule(Kind kind, int warmUpEpochs) {
    /** What comes after the warm-up. */
    public enum Kind {
        /** The rate stays. */
        CONSTANT,
        /** Half a cosine down to nothing at the last epoch that the stopping rule allows. */
        COSINE
    }

    public static final Schedule CONSTANT = new Schedule(Kind.CONSTANT, 0);

    public Schedule {
        if (warmUpEpochs < 0) {
            throw new IllegalArgumentException("warm-up epochs must not be negative: " + warmUpEpochs);
        }
    }

    /**
     * What the learning rate is multiplied with in a step.
     *
     * @param epoch from 1
     * @param step within the epoch, from 0
     * @param steps of an epoch
     * @param maximumEpochs where a cosine ends
     */
    public double factor(int epoch, int step, int steps, int maximumEpochs) {
        double begun = epoch - 1 + (double) step / steps;
        if (begun < warmUpEpochs) {
            return (begun + 1.0 / steps) / warmUpEpochs;
        }
        if (kind == Kind.CONSTANT || maximumEpochs <= warmUpEpochs) {
            return 1;
        }
        double part = Math.min(1, (begun - warmUpEpochs) / (maximumEpochs - warmUpEpochs));
        return 0.5 * (1 + StrictMath.cos(Math.PI * part));
    }
}
