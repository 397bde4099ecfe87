package org.cordscope.evaluation.agreement;

/** One slice that two raters have labelled independently. */
public record RatedSlice(String patientId, boolean firstCompressed, boolean secondCompressed) {

    public RatedSlice {
        if (patientId.isBlank()) {
            throw new IllegalArgumentException("a rated slice names its patient");
        }
    }
}
