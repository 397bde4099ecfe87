package org.cordscope.evaluation.agreement;

/**
 * One slice that the same rater has labelled twice, blinded to the first label.
 *
 * @param rater pseudonym of the rater
 * @param patientId pseudonym of the patient
 */
public record RepeatedReading(String rater, String patientId, boolean firstCompressed, boolean secondCompressed) {

    public RepeatedReading {
        if (rater.isBlank() || patientId.isBlank()) {
            throw new IllegalArgumentException("a repeated reading names its rater and its patient");
        }
    }
}
