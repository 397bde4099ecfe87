package org.cordscope.evaluation.planning;

/**
 * How slices come: how many per patient, how alike they are, and how many are compressed.
 *
 * @param slicesPerPatient on average, at least 1
 * @param intraclassCorrelation of what is measured, between slices of a patient, 0..1
 * @param prevalence share of compressed slices, between 0 and 1
 */
public record SliceDesign(double slicesPerPatient, double intraclassCorrelation, double prevalence) {

    public SliceDesign {
        if (!(slicesPerPatient >= 1) || Double.isInfinite(slicesPerPatient)) {
            throw new IllegalArgumentException("a patient has at least one slice: " + slicesPerPatient);
        }
        if (!(intraclassCorrelation >= 0) || intraclassCorrelation > 1) {
            throw new IllegalArgumentException("the correlation must be in 0..1: " + intraclassCorrelation);
        }
        if (!(prevalence > 0) || prevalence >= 1) {
            throw new IllegalArgumentException("the prevalence lies between 0 and 1: " + prevalence);
        }
    }

    /** One slice per patient. */
    public static SliceDesign independent(double prevalence) {
        return new SliceDesign(1, 0, prevalence);
    }

    /** How many times more slices are needed than if they were independent: 1 + (m - 1) ICC, Kish 1965. */
    public double effect() {
        return effect(slicesPerPatient);
    }

    /** The same where only some slices of a patient count, at least one. */
    double effect(double slices) {
        return 1 + (Math.max(1, slices) - 1) * intraclassCorrelation;
    }
}
