package org.cordscope.phantom.randomised;

/**
 * The grids that samples come on, both square.
 *
 * @param cropPixels side of the crop about the canal; {@code cropMm} its pixel
 * @param wholePixels side of the picture of the whole slice; {@code wholeMm} its pixel
 */
public record SampleGrid(int cropPixels, double cropMm, int wholePixels, double wholeMm) {
    public SampleGrid {
        if (cropPixels < 32 || cropPixels > 512 || !(cropMm >= 0.3) || !(cropMm <= 2)) {
            throw new IllegalArgumentException(
                    "a crop has 32 to 512 pixels of 0.3 to 2 mm: " + cropPixels + ", " + cropMm);
        }
        if (wholePixels < 32 || wholePixels > 512 || !(wholeMm >= 1) || !(wholeMm <= 4)) {
            throw new IllegalArgumentException(
                    "a whole slice has 32 to 512 pixels of 1 to 4 mm: " + wholePixels + ", " + wholeMm);
        }
    }

    /** Crops of 64 mm at 0.5 mm, whole slices of 224 mm at 1.75 mm. */
    public static SampleGrid defaults() {
        return new SampleGrid(128, 0.5, 128, 1.75);
    }
}
