package org.cordscope.learning;

/** Number format of the arithmetic; weights are kept in float32 either way. */
public enum Precision {
    FLOAT32,
    BFLOAT16,
    /** Whole numbers of eight bits, for prediction with a model that knows its {@code Quantisation}; nothing is trained in it. */
    INT8
}
