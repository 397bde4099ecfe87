package org.cordscope.evaluation.scan;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.PatientJackknife;
import org.cordscope.evaluation.Proportions;

/**
 * How far a number per scan that was called agrees with the true one.
 *
 * @param quantity what is counted
 * @param correlation of called and true numbers
 * @param differences called less true
 * @param exact share of scans with the true number
 * @param withinOne share of scans that miss it by at most one
 * @param meanAbsoluteDifference mean distance from the true number
 */
public record CountResults(
        String quantity,
        IntraclassCorrelation correlation,
        BlandAltman differences,
        Estimate exact,
        Estimate withinOne,
        Estimate meanAbsoluteDifference) {

    static CountResults of(String quantity, double[] called, double[] truth, int[] patient) {
        double[][] table = IntStream.range(0, truth.length)
                .mapToObj(i -> new double[] {called[i], truth[i]})
                .toArray(double[][]::new);
        return new CountResults(
                quantity,
                IntraclassCorrelation.of(table, patient),
                BlandAltman.of(called, truth, patient),
                within(0, table, patient),
                within(1, table, patient),
                meanDistance(table, patient));
    }

    private static Estimate within(double distance, double[][] table, int[] patient) {
        int patients = Arrays.stream(patient).max().orElse(0) + 1;
        long[] close = new long[patients];
        long[] scans = new long[patients];
        for (int i = 0; i < table.length; i++) {
            close[patient[i]] += Math.abs(table[i][0] - table[i][1]) <= distance ? 1 : 0;
            scans[patient[i]]++;
        }
        return Proportions.clustered(close, scans);
    }

    private static Estimate meanDistance(double[][] table, int[] patient) {
        int patients = Arrays.stream(patient).max().orElse(0) + 1;
        double[] distance = IntStream.range(0, table.length)
                .mapToDouble(i -> Math.abs(table[i][0] - table[i][1]))
                .toArray();
        Repeats repeats = new Repeats(distance, patient, patients);
        return new PatientJackknife(patients)
                .interval(repeats::mean, 0, Double.POSITIVE_INFINITY, "mean absolute difference");
    }
}
