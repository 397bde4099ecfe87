package org.cordscope.learning.cord;

import java.util.List;

/**
 * What one network says of a crop.
 *
 * @param logits one for each {@link Finding}, in their order
 * @param fluid probability of each pixel to be cerebrospinal fluid, row by row, 0..1; {@code cord} to be cord. The canal is both
 */
@SuppressWarnings("ArrayRecordComponent") // made once and handed over
public record CropReading(float[] logits, float[] fluid, float[] cord) {
    public double logit(Finding finding) {
        return logits[finding.place()];
    }

    public double probability(Finding finding) {
        return 1 / (1 + Math.exp(-logit(finding)));
    }

    /** The mean of several: of logits, and of probabilities of pixels. */
    public static CropReading mean(List<CropReading> readings) {
        CropReading first = readings.get(0);
        CropReading mean = new CropReading(
                new float[first.logits.length], new float[first.fluid.length], new float[first.cord.length]);
        for (CropReading reading : readings) {
            add(mean.logits, reading.logits, readings.size());
            add(mean.fluid, reading.fluid, readings.size());
            add(mean.cord, reading.cord, readings.size());
        }
        return mean;
    }

    private static void add(float[] sum, float[] values, int count) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i] / count;
        }
    }

    /** Of the mirror image, turned back. */
    public CropReading mirrored() {
        return new CropReading(logits, mirror(fluid), mirror(cord));
    }

    /** Left for right in square pictures, one or several below each other. */
    public static float[] mirror(float[] picture, int side) {
        float[] mirror = new float[picture.length];
        for (int i = 0; i < picture.length; i++) {
            mirror[i] = picture[i - i % side + side - 1 - i % side];
        }
        return mirror;
    }

    private static float[] mirror(float[] picture) {
        return mirror(picture, (int) Math.round(Math.sqrt(picture.length)));
    }
}
