package org.cordscope.imaging;

import java.util.Arrays;

/** The linear map that takes {@code low} to 0 and {@code high} to 1 and cuts off beyond; NaN (no pixel) becomes 0. */
record GreyScale(float low, float high) {

    /** Scale between two percentiles (nearest rank) of all values; a flat slice becomes all 0. */
    static GreyScale between(float[] values, double lowPercentile, double highPercentile) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return new GreyScale(rank(sorted, lowPercentile), rank(sorted, highPercentile));
    }

    private static float rank(float[] sorted, double percentile) {
        return sorted[(int) Math.round(percentile / 100 * (sorted.length - 1))];
    }

    void applyTo(float[] values) {
        float scale = high > low ? 1 / (high - low) : 0;
        for (int i = 0; i < values.length; i++) {
            float value = (values[i] - low) * scale;
            values[i] = value > 0 ? Math.min(1, value) : 0;
        }
    }
}
