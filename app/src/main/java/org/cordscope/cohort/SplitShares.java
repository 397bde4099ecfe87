package org.cordscope.cohort;

/**
 * How much of the patients goes where.
 *
 * @param holdout share of all patients, 0..1
 * @param validation share of those who are left
 */
public record SplitShares(double holdout, double validation) {

    /** The paper's: a quarter held out, a quarter of the rest for validation. */
    public static final SplitShares PAPER = new SplitShares(0.25, 0.25);

    public SplitShares {
        if (!(holdout >= 0 && holdout < 1) || !(validation >= 0 && validation < 1)) {
            throw new IllegalArgumentException("shares lie from 0 to below 1: " + holdout + ", " + validation);
        }
    }
}
