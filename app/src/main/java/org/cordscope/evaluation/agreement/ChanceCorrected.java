package org.cordscope.evaluation.agreement;

import org.cordscope.evaluation.Estimate;

/**
 * A coefficient (observed - expected) / (1 - expected) with the interval that follows from what each unit adds to both:
 * Gwet, Handbook of Inter-Rater Reliability (2014), chapter 5, with the units of one patient summed before they are squared.
 * With one unit per patient it is the interval of Gwet's irrCAC.
 *
 * @param observedOf what each unit adds to the observed agreement; the mean is {@code observed}
 * @param shareOf weight of each unit in the observed agreement; the mean is 1
 * @param expectedDeviationOf half of what each unit adds to the expected agreement; the mean is 0
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one computation and is never compared
record ChanceCorrected(
        Ratings ratings,
        double observed,
        double expected,
        double[] observedOf,
        double[] shareOf,
        double[] expectedDeviationOf) {

    /** The coefficient with its interval. */
    Estimate estimate(String method) {
        return estimate(coefficient(), method);
    }

    /** The interval around a value that differs from the coefficient by a correction for small samples. */
    Estimate estimate(double value, String method) {
        if (!(expected < 1)) {
            return Estimate.undefined("all ratings are in a single category");
        }
        if (ratings.patients() < 2) {
            return Estimate.withoutInterval(value, method + "; no interval from a single patient");
        }
        String clustered = ratings.patients() < ratings.units() ? ", clustered by patient" : "";
        return Estimate.student(value, standardError(), ratings.patients() - 1.0, -1, 1, method + clustered);
    }

    double coefficient() {
        return (observed - expected) / (1 - expected);
    }

    double standardError() {
        double coefficient = coefficient();
        double[] sums = new double[ratings.patients()];
        for (int u = 0; u < ratings.units(); u++) {
            double own = (observedOf[u] - expected * shareOf[u]) / (1 - expected) - coefficient;
            double chance = 2 * (1 - coefficient) * expectedDeviationOf[u] / (1 - expected);
            sums[ratings.patient(u)] += own - chance;
        }
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        double patients = sums.length;
        return Math.sqrt(squares * patients / (patients - 1)) / ratings.units();
    }
}
