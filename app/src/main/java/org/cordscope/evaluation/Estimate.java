package org.cordscope.evaluation;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A number with its 95 % interval and how both were obtained.
 *
 * @param value the number; NaN where it is undefined, and then {@code method} says why
 * @param low lower end of the interval; NaN where no interval can be estimated
 * @param high upper end of the interval; NaN where no interval can be estimated
 * @param method name of the method, as a paper would cite it
 */
public record Estimate(double value, double low, double high, String method) {
    /** Confidence level of every interval. */
    public static final double CONFIDENCE = 0.95;

    /** 97.5 % quantile of the normal distribution. */
    static final double Z = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.5 + CONFIDENCE / 2);

    public Estimate {
        if (low > high || Double.isNaN(low) != Double.isNaN(high)) {
            throw new IllegalArgumentException("interval must run from low to high: " + low + " to " + high);
        }
        if (Double.isNaN(value) && !Double.isNaN(low)) {
            throw new IllegalArgumentException("an undefined number has no interval: " + low + " to " + high);
        }
        if (method.isBlank()) {
            throw new IllegalArgumentException("an estimate names its method");
        }
    }

    /** A number that these slices do not define, with the reason. */
    public static Estimate undefined(String reason) {
        return new Estimate(Double.NaN, Double.NaN, Double.NaN, "undefined: " + reason);
    }

    /** A number whose interval cannot be estimated. */
    public static Estimate withoutInterval(double value, String method) {
        return new Estimate(value, Double.NaN, Double.NaN, method);
    }

    /** value +- z standard errors, cut to {@code minimum..maximum}. */
    public static Estimate wald(double value, double standardError, double minimum, double maximum, String method) {
        return new Estimate(
                value,
                Math.max(minimum, value - Z * standardError),
                Math.min(maximum, value + Z * standardError),
                method);
    }

    /**
     * value +- t standard errors, cut to {@code minimum..maximum}; without interval where the standard error is not above 0.
     *
     * @param degreesOfFreedom of Student's t, as a rule one less than the number of patients
     */
    public static Estimate student(
            double value,
            double standardError,
            double degreesOfFreedom,
            double minimum,
            double maximum,
            String method) {
        if (!(standardError > 0) || !(degreesOfFreedom > 0)) {
            return withoutInterval(value, method + "; no spread, so no interval");
        }
        double reach =
                TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - CONFIDENCE) / 2) * standardError;
        return new Estimate(value, Math.max(minimum, value - reach), Math.min(maximum, value + reach), method);
    }

    public boolean isDefined() {
        return !Double.isNaN(value);
    }

    public boolean hasInterval() {
        return !Double.isNaN(low);
    }
}
