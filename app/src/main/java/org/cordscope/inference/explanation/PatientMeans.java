package org.cordscope.inference.explanation;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.PatientBootstrap;

/** The mean of a number over slices, with an interval that keeps the slices of a patient together. NaN is left out. */
final class PatientMeans {
    private static final int RESAMPLES = 1000;

    private final List<String> patients = new ArrayList<>();
    private final List<double[]> sums = new ArrayList<>(); // sum and count by patient

    /** Slices of a patient come one after the other, or not: both is right. */
    void add(String patient, double value) {
        int last = patients.size() - 1;
        int index = last >= 0 && patients.get(last).equals(patient) ? last : patients.indexOf(patient);
        if (index < 0) {
            index = patients.size();
            patients.add(patient);
            sums.add(new double[2]);
        }
        if (!Double.isNaN(value)) {
            sums.get(index)[0] += value;
            sums.get(index)[1]++;
        }
    }

    int count() {
        return (int) sums.stream().mapToDouble(s -> s[1]).sum();
    }

    Estimate estimate(long seed) {
        if (count() == 0) {
            return Estimate.undefined("there is no slice to measure it on");
        }
        return new PatientBootstrap(patients.size(), RESAMPLES, seed).percentile(this::mean);
    }

    private double mean(int[] times) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < times.length; i++) {
            sum += times[i] * sums.get(i)[0];
            count += times[i] * sums.get(i)[1];
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
