package org.cordscope.evaluation;

import java.util.OptionalDouble;

/**
 * Numbers as a paper prints them, each empty where it is not printed.
 *
 * @param prevalenceLow share of positives, lower end of what is known of it
 * @param prevalenceHigh upper end; equal to the lower one where counts are printed
 * @param decimals to which the metrics are rounded
 */
public record Published(
        double prevalenceLow,
        double prevalenceHigh,
        OptionalDouble sensitivity,
        OptionalDouble specificity,
        OptionalDouble ppv,
        OptionalDouble npv,
        OptionalDouble accuracy,
        OptionalDouble f1,
        int decimals) {

    public Published {
        if (!(prevalenceLow >= 0) || prevalenceHigh > 1 || !(prevalenceLow <= prevalenceHigh)) {
            throw new IllegalArgumentException(
                    "prevalence must be a range in 0..1: " + prevalenceLow + " to " + prevalenceHigh);
        }
        if (decimals < 1 || decimals > 12) {
            throw new IllegalArgumentException("metrics have 1 to 12 decimals: " + decimals);
        }
    }
}
