package org.cordscope.evaluation.reader;

import java.util.List;

/**
 * One slice that a model or new reader and one or more raters have called.
 *
 * @param patientId pseudonym of the patient
 * @param compressed the reference standard
 * @param called by the model or new reader
 * @param raters calls of the raters, in any order; their number may differ between slices
 */
public record ReadSlice(String patientId, boolean compressed, boolean called, List<Boolean> raters) {

    public ReadSlice {
        raters = List.copyOf(raters);
        if (patientId.isBlank() || raters.isEmpty()) {
            throw new IllegalArgumentException("a read slice names its patient and has a rater's call");
        }
    }

    /** Share of the raters whose call is this. */
    double ratersCalling(boolean call) {
        return (double) raters.stream().filter(r -> r == call).count() / raters.size();
    }

    /** Share of the pairs of raters that agree; NaN with a single rater. */
    double pairsAgreeing() {
        double n = raters.size();
        double yes = raters.stream().filter(r -> r).count();
        return (yes * (yes - 1) + (n - yes) * (n - yes - 1)) / n / (n - 1);
    }
}
