package org.cordscope.evaluation;

/**
 * A test of whether two numbers differ.
 *
 * @param difference first minus second, with its interval
 * @param statistic difference in standard errors
 * @param degreesOfFreedom of Student's t; infinite for a normal statistic
 * @param pValue two-sided
 */
public record Comparison(Estimate difference, double statistic, double degreesOfFreedom, double pValue) {

    public Comparison {
        if (!(pValue >= 0) || pValue > 1) {
            throw new IllegalArgumentException("p must be in 0..1: " + pValue);
        }
    }
}
