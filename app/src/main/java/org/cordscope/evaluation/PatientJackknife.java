package org.cordscope.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Interval of a statistic from leaving out each patient in turn: Tukey 1958; Efron and Stein, Annals of Statistics 9 (1981). A
 * statistic is a function of how often each patient counts, as in {@link PatientBootstrap}; here nothing is drawn.
 *
 * @param patients number of patients
 */
public record PatientJackknife(int patients) {

    public PatientJackknife {
        if (patients < 1) {
            throw new IllegalArgumentException("a jackknife needs patients: " + patients);
        }
    }

    /** value +- t standard errors, cut to {@code minimum..maximum}; without interval where a patient cannot be left out. */
    public Estimate interval(ToDoubleFunction<int[]> statistic, double minimum, double maximum, String method) {
        int[] times = new int[patients];
        Arrays.fill(times, 1);
        double value = statistic.applyAsDouble(times);
        if (Double.isNaN(value)) {
            return Estimate.undefined("its denominator is 0");
        }
        if (patients < 2) {
            return Estimate.withoutInterval(value, method + "; no interval from a single patient");
        }
        double[] left = new double[patients];
        for (int i = 0; i < patients; i++) {
            times[i] = 0;
            left[i] = statistic.applyAsDouble(times);
            times[i] = 1;
        }
        if (Arrays.stream(left).anyMatch(Double::isNaN)) {
            return Estimate.withoutInterval(value, method + "; no interval, since it hangs on one patient");
        }
        double error = (patients - 1) * Moments.standardDeviation(left) / Math.sqrt(patients);
        return Estimate.student(value, error, patients - 1.0, minimum, maximum, method + ", jackknife by patient");
    }
}
