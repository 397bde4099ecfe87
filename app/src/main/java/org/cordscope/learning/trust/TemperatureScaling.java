package org.cordscope.learning.trust;

/**
 * Calibration by one number: the logit is divided by it (Guo et al., "On calibration of modern neural networks", ICML 2017).
 *
 * @param temperature above 1 where the network is too sure of itself
 * @param chosen how it was chosen, in words
 */
public record TemperatureScaling(double temperature, String chosen) {
    /** Inverse temperatures beyond this belong to slices that the network separates without error. */
    private static final double STEEPEST = 20;

    private static final int STEPS = 100;

    public TemperatureScaling {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature must be above 0: " + temperature);
        }
    }

    /** Probabilities as the network gives them. */
    public static TemperatureScaling none(String why) {
        return new TemperatureScaling(1, why);
    }

    /**
     * The temperature of greatest likelihood, every slice counting alike. Where none has one (the sign of the logit is right
     * on every slice, or wrong on more than it is right) probabilities stay as they are.
     */
    public static TemperatureScaling fit(double[] logits, boolean[] compressed) {
        if (logits.length == 0 || logits.length != compressed.length) {
            throw new IllegalArgumentException("columns differ in length or are empty: " + logits.length);
        }
        if (slope(logits, compressed, STEEPEST) > 0) {
            return none("not fitted: the network separates the validation slices");
        }
        if (slope(logits, compressed, 1 / STEEPEST) <= 0) {
            return none("not fitted: on validation slices the network is no better than chance");
        }
        double low = 1 / STEEPEST;
        double high = STEEPEST;
        for (int i = 0; i < STEPS; i++) {
            double middle = (low + high) / 2;
            if (slope(logits, compressed, middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new TemperatureScaling(
                2 / (low + high), "maximum likelihood on " + logits.length + " validation slices");
    }

    /** Derivative of the log-likelihood, which is concave, by the inverse temperature. */
    private static double slope(double[] logits, boolean[] compressed, double inverse) {
        double slope = 0;
        for (int i = 0; i < logits.length; i++) {
            slope += logits[i] * ((compressed[i] ? 1 : 0) - 1 / (1 + Math.exp(-inverse * logits[i])));
        }
        return slope;
    }

    /** Calibrated probability of a logit. */
    public double probability(double logit) {
        return 1 / (1 + Math.exp(-logit / temperature));
    }
}
