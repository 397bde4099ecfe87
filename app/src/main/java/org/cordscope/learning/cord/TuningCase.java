package org.cordscope.learning.cord;

/**
 * A labelled slice as fine-tuning takes it.
 *
 * @param patient whose slice it is: slices of a patient belong together
 * @param seen what the {@link DecisionLayer} sees of it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record TuningCase(String patient, boolean compressed, double[] seen) {}
