package org.cordscope.learning;

/** Number format of the arithmetic; weights are kept in float32 either way. */
public enum Precision {
    FLOAT32,
    BFLOAT16
}
