package org.cordscope.imaging;

import java.util.SplittableRandom;

/**
 * One drawn change of a training image: first geometry (flip, scale, rotation, shift, resampled linearly with the edge
 * repeated), then grey values (bias field, contrast around 0.5, brightness, noise), cut off to 0..1. Applying it twice to the
 * same image gives the same result. Ranges: {@link AugmentationRanges}.
 *
 * @param shiftDown part of the image's height
 * @param shiftRight part of the image's width
 * @param rotationDegrees clockwise
 * @param scale above 1 enlarges
 * @param flip whether left and right are exchanged
 * @param contrast factor
 * @param brightness what is added
 * @param noise standard deviation of the noise
 * @param noiseSeed seed of the noise
 * @param biasField slowly varying factor
 */
public record Augmentation(
        double shiftDown,
        double shiftRight,
        double rotationDegrees,
        double scale,
        boolean flip,
        double contrast,
        double brightness,
        double noise,
        long noiseSeed,
        BiasField biasField) {

    /** Leaves an image as it is. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 1, false, 1, 0, 0, 0, BiasField.NONE);

    public Augmentation {
        if (!(Math.abs(shiftDown) <= 1) || !(Math.abs(shiftRight) <= 1) || !(Math.abs(rotationDegrees) <= 180)) {
            throw new IllegalArgumentException("shift within 1 and rotation within 180: " + shiftDown + ", "
                    + shiftRight + ", " + rotationDegrees);
        }
        if (!(scale > 0)
                || !(contrast >= 0)
                || !(noise >= 0)
                || !Double.isFinite(scale * contrast * noise * brightness)) {
            throw new IllegalArgumentException("scale must be positive, contrast and noise not negative: " + scale
                    + ", " + contrast + ", " + noise);
        }
    }

    /**
     * The changed image; the given one is left alone.
     *
     * @param grey values 0..1, row by row; several planes of one image follow each other and move alike
     * @param size rows and columns
     */
    public float[] apply(float[] grey, int size) {
        int area = size * size;
        if (grey.length == 0 || grey.length % area != 0) {
            throw new IllegalArgumentException(grey.length + " values are not planes of " + size + " x " + size);
        }
        float[] moved = new float[grey.length];
        SplittableRandom random = new SplittableRandom(noiseSeed);
        for (int offset = 0; offset < moved.length; offset += area) {
            move(grey, moved, offset, size);
            biasField.applyTo(moved, offset, size);
        }
        for (int i = 0; i < moved.length; i++) {
            double value = (moved[i] - 0.5) * contrast + 0.5 + brightness;
            double noisy = noise == 0 ? value : value + noise * random.nextGaussian();
            moved[i] = (float) Math.min(1, Math.max(0, noisy));
        }
        return moved;
    }

    /** For each target pixel the source is found by undoing shift, rotation, scale and flip, around the middle. */
    private void move(float[] grey, float[] moved, int offset, int size) {
        double angle = Math.toRadians(rotationDegrees);
        double cosine = StrictMath.cos(angle) / scale;
        double sine = StrictMath.sin(angle) / scale;
        double middle = (size - 1) / 2.0;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double down = row - middle - shiftDown * size;
                double right = column - middle - shiftRight * size;
                double sourceRight = cosine * right + sine * down;
                double sourceDown = -sine * right + cosine * down;
                moved[offset + row * size + column] =
                        sample(grey, offset, size, middle + sourceDown, middle + (flip ? -sourceRight : sourceRight));
            }
        }
    }

    private static float sample(float[] grey, int offset, int size, double row, double column) {
        double r = Math.min(size - 1, Math.max(0, row));
        double c = Math.min(size - 1, Math.max(0, column));
        int top = (int) r;
        int left = (int) c;
        int bottom = Math.min(size - 1, top + 1);
        int rightmost = Math.min(size - 1, left + 1);
        double upper = grey[offset + top * size + left] * (1 - (c - left))
                + grey[offset + top * size + rightmost] * (c - left);
        double lower = grey[offset + bottom * size + left] * (1 - (c - left))
                + grey[offset + bottom * size + rightmost] * (c - left);
        return (float) (upper * (1 - (r - top)) + lower * (r - top));
    }
}
