package org.cordscope.learning.trust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits the reference to validation slices. Its limits come from slices that are measured without their own patient (patients
 * in five folds), because the slices of a patient are alike.
 */
public final class ReferenceFit {
    private static final int FOLDS = 5;
    private static final double QUANTILE = 0.99;
    /** Slices that are kept at most, evenly spaced: a file need not grow with the cohort. */
    private static final int KEPT = 1000;

    private final List<String> patients;
    private final Map<String, Integer> folds = new LinkedHashMap<>();

    private ReferenceFit(List<String> patients) {
        this.patients = patients;
        patients.forEach(patient -> folds.computeIfAbsent(patient, p -> folds.size() % FOLDS));
    }

    /**
     * Null where there are fewer than two patients, or all slices are the same.
     *
     * @param features pooled features of each slice
     * @param pictures what the network saw of each slice, from {@link #picture}
     * @param patients patient of each slice
     */
    public static @Nullable FeatureReference of(List<float[]> features, List<float[]> pictures, List<String> patients) {
        ReferenceFit fit = new ReferenceFit(patients);
        if (fit.folds.size() < 2) {
            return null;
        }
        Neighbours near = fit.neighbours(features.stream().map(Neighbours::unit).toList());
        Neighbours alike = fit.neighbours(pictures);
        return near == null || alike == null ? null : new FeatureReference(near, alike, QUANTILE, fit.folds.size());
    }

    /** What is kept of the square that the network saw of a slice. */
    public static float[] picture(float[] grey) {
        return FeatureReference.picture(grey);
    }

    private @Nullable Neighbours neighbours(List<float[]> points) {
        int width = points.get(0).length;
        List<Double> distances = new ArrayList<>();
        for (int fold = 0; fold < Math.min(FOLDS, folds.size()); fold++) {
            int left = fold;
            float[] others = joined(points, slices(patient -> fold(patient) != left));
            for (int i : slices(patient -> fold(patient) == left)) {
                distances.add(Neighbours.distance(others, points.get(i), width));
            }
        }
        double limit = distances.stream()
                .sorted()
                .skip((long) Math.ceil(QUANTILE * distances.size()) - 1)
                .findFirst()
                .orElseThrow();
        int kept = Math.min(KEPT, points.size());
        int[] evenly = IntStream.range(0, kept)
                .map(i -> (int) ((long) i * points.size() / kept))
                .toArray();
        return limit > 0 ? new Neighbours(width, joined(points, evenly), limit) : null;
    }

    private int fold(String patient) {
        return Objects.requireNonNull(folds.get(patient));
    }

    private int[] slices(Predicate<String> wanted) {
        return IntStream.range(0, patients.size())
                .filter(i -> wanted.test(patients.get(i)))
                .toArray();
    }

    private static float[] joined(List<float[]> points, int[] which) {
        int width = points.get(0).length;
        float[] joined = new float[which.length * width];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(points.get(which[i]), 0, joined, i * width, width);
        }
        return joined;
    }
}
