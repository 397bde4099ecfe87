package org.cordscope.cohort;

/** Side of the split that a patient, with all slices, is on. */
public enum Part {
    TRAINING,
    VALIDATION,
    HOLDOUT
}
