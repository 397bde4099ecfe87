package org.cordscope.learning;

/**
 * Which part of the network learns.
 *
 * @param batchnorm whether batch normalisation uses the batch and learns, or stays as the initial weights have it
 * @param frozenStages how many stages of the trunk, counted from the image, stay as the initial weights have them: 1 is the
 *     first convolution, 2 to 5 the stages of residual blocks; 0 for none
 */
public record FineTuning(BatchNorm batchnorm, int frozenStages) {
    /** What batch normalisation does. */
    public enum BatchNorm {
        LEARNED,
        FROZEN
    }

    /** Stages of a trunk: the first convolution and four of residual blocks. */
    public static final int STAGES = 5;

    /** Everything learns, as in the paper. */
    public static final FineTuning ALL = new FineTuning(BatchNorm.LEARNED, 0);

    public FineTuning {
        if (frozenStages < 0 || frozenStages > STAGES) {
            throw new IllegalArgumentException("frozen stages must be 0 to " + STAGES + ": " + frozenStages);
        }
    }
}
