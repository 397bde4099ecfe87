package org.cordscope.cohort;

/**
 * What a split shall be.
 *
 * @param shares of the parts; the share for validation has no effect where there are folds
 * @param folds into which the patients outside the holdout are divided, 2 or more; 0 for one validation part instead
 * @param seed of all that is drawn
 */
public record SplitPlan(SplitScheme scheme, SplitShares shares, int folds, long seed) {
    private static final int MOST_FOLDS = 100;

    public SplitPlan {
        if (folds < 0 || folds == 1 || folds > MOST_FOLDS) {
            throw new IllegalArgumentException("folds are 2 to " + MOST_FOLDS + ", or 0 for none, not " + folds);
        }
        if (folds > 0 && scheme == SplitScheme.PAPER_IMAGE_SPLIT) {
            throw new IllegalArgumentException(
                    "folds hold whole patients, which " + scheme.title() + " divides: add --scheme patients");
        }
    }

    /** The scheme {@code patients} without folds. */
    public static SplitPlan of(SplitShares shares, long seed) {
        return new SplitPlan(SplitScheme.PATIENTS, shares, 0, seed);
    }

    public SplitPlan withScheme(SplitScheme newScheme) {
        return new SplitPlan(newScheme, shares, folds, seed);
    }

    public SplitPlan withShares(SplitShares newShares) {
        return new SplitPlan(scheme, newShares, folds, seed);
    }

    public SplitPlan withFolds(int newFolds) {
        return new SplitPlan(scheme, shares, newFolds, seed);
    }

    public SplitPlan withSeed(long newSeed) {
        return new SplitPlan(scheme, shares, folds, newSeed);
    }

    public boolean byImage() {
        return scheme == SplitScheme.PAPER_IMAGE_SPLIT;
    }
}
