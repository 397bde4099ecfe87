package org.cordscope.evaluation.baseline;

/**
 * A test of whether two or more groups differ.
 *
 * @param method as a paper would cite it; where nothing is tested, why
 * @param statistic t, W or chi-squared; NaN where the test has none
 * @param degreesOfFreedom NaN where the test has none
 * @param pValue two-sided; NaN where nothing is tested
 */
public record BaselineTest(String method, double statistic, double degreesOfFreedom, double pValue) {

    public BaselineTest {
        if (pValue < 0 || pValue > 1) {
            throw new IllegalArgumentException("p must be in 0..1: " + pValue);
        }
        if (method.isBlank()) {
            throw new IllegalArgumentException("a test names its method");
        }
    }

    /** No test, with the reason. */
    static BaselineTest undefined(String reason) {
        return new BaselineTest("undefined: " + reason, Double.NaN, Double.NaN, Double.NaN);
    }

    public boolean isDefined() {
        return !Double.isNaN(pValue);
    }
}
