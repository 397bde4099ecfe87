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
 * Fits the reference to validation slices. Its limit comes from slices that are measured by a reference without their patient
 * (patients in five folds), because a slice lies nearer to a mean that it was part of.
 */
public final class ReferenceFit {
    private static final int FOLDS = 5;
    private static final double QUANTILE = 0.99;

    private ReferenceFit() {}

    /**
     * Null where there are fewer than two patients, or the features do not spread.
     *
     * @param features pooled features of each slice
     * @param compressed label of each slice
     * @param patients patient of each slice
     */
    public static @Nullable FeatureReference of(
            List<float[]> features, List<Boolean> compressed, List<String> patients) {
        Map<String, Integer> folds = new LinkedHashMap<>();
        patients.forEach(patient -> folds.computeIfAbsent(patient, p -> folds.size() % FOLDS));
        if (folds.size() < 2) {
            return null;
        }
        double[][] points = features.stream().map(FeatureReference::unit).toArray(double[][]::new);
        List<Double> distances = new ArrayList<>();
        for (int fold = 0; fold < Math.min(FOLDS, folds.size()); fold++) {
            int left = fold;
            int[] out = slices(patients, p -> folds.get(p) == left);
            Covariance others = fit(points, compressed, slices(patients, p -> folds.get(p) != left));
            if (others == null) {
                return null;
            }
            for (int i : out) {
                distances.add(others.distance(points[i]));
            }
        }
        Covariance all = fit(points, compressed, IntStream.range(0, points.length).toArray());
        double limit = distances.stream()
                .sorted()
                .skip((long) Math.ceil(QUANTILE * distances.size()) - 1)
                .findFirst()
                .orElseThrow();
        return all == null || !(limit > 0) ? null : reference(all, limit, folds.size(), points.length);
    }

    private static int[] slices(List<String> patients, Predicate<String> wanted) {
        return IntStream.range(0, patients.size())
                .filter(i -> wanted.test(patients.get(i)))
                .toArray();
    }

    private static @Nullable Covariance fit(double[][] points, List<Boolean> compressed, int[] slices) {
        double[][] some = new double[slices.length][];
        boolean[] labels = new boolean[slices.length];
        for (int i = 0; i < slices.length; i++) {
            some[i] = points[slices[i]];
            labels[i] = Objects.requireNonNull(compressed.get(slices[i]));
        }
        return Covariance.of(some, labels);
    }

    private static FeatureReference reference(Covariance fitted, double limit, int patients, int slices) {
        int size = fitted.factor().length;
        float[] means = new float[fitted.means().length * size];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) fitted.means()[i / size][i % size];
        }
        return new FeatureReference(size, means, fitted.whitening(), limit, QUANTILE, patients, slices);
    }
}
