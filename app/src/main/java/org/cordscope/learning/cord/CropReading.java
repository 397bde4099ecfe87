package org.cordscope.learning.cord;

import java.util.List;

/**
 * What one network says of a crop.
 *
 * @param logits one for each {@link Finding}, in their order
 * @param fluid probability of each pixel to be cerebrospinal fluid, row by row, 0..1; {@code cord} to be cord. The canal is both
 * @param features what the dense layers that gave the logits were told; empty where it is not known, or of several networks
 */
@SuppressWarnings("ArrayRecordComponent") // made once and handed over
public record CropReading(float[] logits, float[] fluid, float[] cord, float[] features) {
    /** Without features. */
    public CropReading(float[] logits, float[] fluid, float[] cord) {
        this(logits, fluid, cord, new float[0]);
    }

    /** Probability of each pixel to be of the canal. */
    public float[] canal() {
        float[] canal = new float[cord.length];
        for (int i = 0; i < canal.length; i++) {
            canal[i] = cord[i] + fluid[i];
        }
        return canal;
    }

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
        return new CropReading(logits, mirror(fluid), mirror(cord), features);
    }

    /** Left for right in square pictures, one or several below each other. */
    public static float[] mirror(float[] picture, int side) {
        float[] mirror = new float[picture.length];
        for (int row = 0; row < picture.length; row += side) {
            for (int column = 0; column < side; column++) {
                mirror[row + column] = picture[row + side - 1 - column];
            }
        }
        return mirror;
    }

    private static float[] mirror(float[] picture) {
        return mirror(picture, (int) Math.round(Math.sqrt(picture.length)));
    }
}
