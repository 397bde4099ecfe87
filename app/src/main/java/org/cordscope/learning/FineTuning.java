package org.cordscope.learning;

/**
 * Which layers training changes.
 *
 * @param batchNormFrozen every batch normalisation uses its running statistics, and neither these nor its weight and bias
 *     change (torchvision's FrozenBatchNorm2d)
 * @param frozenStages stages after the stem that are frozen, 0 to 4, with the stem and their batch normalisation; -1 freezes
 *     none, not even the stem
 */
public record FineTuning(boolean batchNormFrozen, int frozenStages) {
    private static final String PREFIX = "frozen-prefix ";

    /** All layers learn. */
    public static final FineTuning ALL = new FineTuning(false, -1);

    /** All layers learn but for batch normalisation. */
    public static final FineTuning BATCHNORM_FROZEN = new FineTuning(true, -1);

    public FineTuning {
        if (frozenStages < -1 || frozenStages > 4 || (batchNormFrozen && frozenStages >= 0)) {
            throw new IllegalArgumentException("frozen stages are 0 to 4: " + frozenStages);
        }
    }

    /** Freezes the stem and the first stages; the others learn. */
    public static FineTuning frozenPrefix(int stages) {
        return new FineTuning(false, stages);
    }

    /** Whether the stem and some stages stay as they are, so that what they compute can be kept. */
    public boolean hasFrozenPrefix() {
        return frozenStages >= 0;
    }

    /** Reads "all", "batchnorm-frozen" or "frozen-prefix N". */
    public static FineTuning of(String text) {
        if (text.equals("all")) {
            return ALL;
        }
        if (text.equals("batchnorm-frozen")) {
            return BATCHNORM_FROZEN;
        }
        if (text.matches(PREFIX + "[0-4]")) {
            return frozenPrefix(Integer.parseInt(text.substring(PREFIX.length())));
        }
        throw new IllegalArgumentException(
                "fine_tuning is all, batchnorm-frozen or frozen-prefix N with N from 0 to 4, not \"" + text + "\"");
    }

    /** As recipes write it. */
    @Override
    public String toString() {
        return hasFrozenPrefix() ? PREFIX + frozenStages : batchNormFrozen ? "batchnorm-frozen" : "all";
    }
}
