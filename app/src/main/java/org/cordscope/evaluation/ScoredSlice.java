package org.cordscope.evaluation;

import java.util.Map;

/**
 * One slice with the truth and what a model said of it.
 *
 * @param patientId pseudonym of the patient
 * @param sliceId names the slice, once in an evaluation
 * @param compressed the consensus label
 * @param probability the model's probability of compression, 0..1
 * @param subgroups name of a grouping to the group this slice belongs to; absent where unknown
 */
public record ScoredSlice(
        String patientId, String sliceId, boolean compressed, double probability, Map<String, String> subgroups) {

    public ScoredSlice {
        subgroups = Map.copyOf(subgroups);
        if (patientId.isBlank() || sliceId.isBlank()) {
            throw new IllegalArgumentException("a scored slice names its patient and itself");
        }
        if (!(probability >= 0) || probability > 1) {
            throw new IllegalArgumentException("probability must be in 0..1: " + probability);
        }
    }

    public ScoredSlice(String patientId, String sliceId, boolean compressed, double probability) {
        this(patientId, sliceId, compressed, probability, Map.of());
    }
}
