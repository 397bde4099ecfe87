package org.cordscope.learning.trust;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a network needs to compute in whole numbers of eight bits, and how near to float32 it then stays.
 *
 * @param chosen how the limits were chosen, in words
 * @param patients whose slices the limits are taken from
 * @param slices how many
 * @param limits the largest magnitude that the output of each convolution can stand for, by the convolution's name
 * @param check null where the limits have not been tried
 */
public record Quantisation(
        String chosen,
        int patients,
        int slices,
        SortedMap<String, Double> limits,
        @Nullable Check check) {

    public Quantisation {
        limits.forEach((name, limit) -> {
            if (!(limit > 0) || Double.isInfinite(limit)) {
                throw new IllegalArgumentException("limit of " + name + " must be above 0: " + limit);
            }
        });
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    }

    /** Limits that have not been tried. */
    public static Quantisation of(String chosen, int patients, int slices, Map<String, Double> limits) {
        return new Quantisation(chosen, patients, slices, new TreeMap<>(limits), null);
    }

    public Quantisation withCheck(Check tried) {
        return new Quantisation(chosen, patients, slices, limits, tried);
    }

    /**
     * Probabilities in eight bits beside those in float32, on slices that the limits were not taken from.
     *
     * @param largestDifference of a probability
     * @param percentile99 of the differences
     * @param aucFloat32 null where the slices are of one class
     * @param aucInt8 likewise
     */
    public record Check(
            int patients,
            int slices,
            double largestDifference,
            double percentile99,
            @Nullable Double aucFloat32,
            @Nullable Double aucInt8) {
        /** How far the area under the ROC curve may move. */
        public static final double AUC_TOLERANCE = 0.002;

        /** How far 99 of 100 probabilities may move. */
        public static final double PROBABILITY_TOLERANCE = 0.05;

        /** Whether eight bits say what float32 says, within both tolerances. */
        public boolean held() {
            boolean area = aucFloat32 == null || aucInt8 == null || Math.abs(aucFloat32 - aucInt8) <= AUC_TOLERANCE;
            return area && percentile99 <= PROBABILITY_TOLERANCE;
        }
    }
}
