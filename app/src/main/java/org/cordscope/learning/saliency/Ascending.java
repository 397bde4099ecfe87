package org.cordscope.learning.saliency;

import java.util.Arrays;

/** Indices of values in rising order of their value. */
final class Ascending {
    private static final long INDEX = 0xffffffffL;

    private Ascending() {}

    /** Value and index share a long, whose order is that of the values: no boxing, no comparator. Zeros are equal. */
    static int[] order(float[] values) {
        long[] packed = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToIntBits(values[i] + 0f); // -0 becomes 0
            int rising = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
            packed[i] = ((long) rising << 32) | i;
        }
        Arrays.sort(packed);
        int[] order = new int[values.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) (packed[i] & INDEX);
        }
        return order;
    }
}
