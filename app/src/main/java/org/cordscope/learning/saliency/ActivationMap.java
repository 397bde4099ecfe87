package org.cordscope.learning.saliency;

/**
 * How much each pixel of the network's square bears on the logit of compression.
 *
 * @param values row by row, -1..1, the largest magnitude being 1; below 0 speaks against compression; all 0 where the method
 *     found nothing. Owned by this record, not copied: do not write to it
 */
@SuppressWarnings("ArrayRecordComponent") // maps are compared by their similarity, and copies would double the memory
public record ActivationMap(int rows, int columns, float[] values) {

    public ActivationMap {
        if (rows < 1 || columns < 1 || (long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    rows + " x " + columns + " pixels do not fit an array of " + values.length);
        }
        for (float value : values) {
            if (!(Math.abs(value) <= 1)) {
                throw new IllegalArgumentException("a map's values lie in -1..1: " + value);
            }
        }
    }

    /** Any values, divided by their largest magnitude; what is not finite counts as 0. */
    public static ActivationMap scaled(int rows, int columns, float[] raw) {
        float largest = 0;
        for (float value : raw) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        float[] values = new float[raw.length];
        for (int i = 0; i < raw.length && largest > 0; i++) {
            values[i] = Float.isFinite(raw[i]) ? raw[i] / largest : 0;
        }
        return new ActivationMap(rows, columns, values);
    }

    /** Magnitudes, 0..1: what is drawn, and compared with a mask. */
    public float[] strength() {
        float[] strength = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            strength[i] = Math.abs(values[i]);
        }
        return strength;
    }

    /** True where no pixel bears on the logit, or all do alike. */
    public boolean isEmpty() {
        for (float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    /** Index of the pixel with the largest magnitude, the first of several. */
    public int peak() {
        int peak = 0;
        for (int i = 1; i < values.length; i++) {
            if (Math.abs(values[i]) > Math.abs(values[peak])) {
                peak = i;
            }
        }
        return peak;
    }

    /**
     * The map on another grid by linear interpolation between pixel centres, the edge repeated.
     *
     * @param width part of this map's width that the new grid covers, around the middle; 1 for all
     * @param height part of this map's height, likewise
     */
    public ActivationMap resampled(int newRows, int newColumns, double height, double width) {
        float[] result = new float[newRows * newColumns];
        for (int row = 0; row < newRows; row++) {
            double y = (((row + 0.5) / newRows - 0.5) * height + 0.5) * rows - 0.5;
            for (int column = 0; column < newColumns; column++) {
                double x = (((column + 0.5) / newColumns - 0.5) * width + 0.5) * columns - 0.5;
                result[row * newColumns + column] = (float) at(y, x);
            }
        }
        return scaled(newRows, newColumns, result);
    }

    private double at(double y, double x) {
        double row = Math.min(rows - 1.0, Math.max(0, y));
        double column = Math.min(columns - 1.0, Math.max(0, x));
        int top = (int) row;
        int left = (int) column;
        int bottom = Math.min(rows - 1, top + 1);
        int right = Math.min(columns - 1, left + 1);
        double down = row - top;
        double across = column - left;
        double upper = (1 - across) * values[top * columns + left] + across * values[top * columns + right];
        double lower = (1 - across) * values[bottom * columns + left] + across * values[bottom * columns + right];
        return (1 - down) * upper + down * lower;
    }
}
