package org.cordscope.imaging;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One drawn change of a training image: first geometry (flip, scale, rotation, shift, resampled linearly with the edge
 * repeated), then grey values (contrast around 0.5, brightness, noise), cut off to 0..1. Applying it twice to the same image
 * gives the same result.
 *
 * @param shiftDown part of the image's height, -0.05 to 0.05 when drawn
 * @param shiftRight part of the image's width, -0.05 to 0.05 when drawn
 * @param rotationDegrees clockwise, -10 to 10 when drawn
 * @param scale above 1 enlarges, 0.9 to 1.1 when drawn
 * @param flip whether left and right are exchanged
 * @param contrast factor, 0.8 to 1.2 when drawn
 * @param brightness what is added, -0.1 to 0.1 when drawn
 * @param noise standard deviation of the noise, 0 to 0.03 when drawn
 * @param noiseSeed seed of the noise
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
        long noiseSeed) {

    /** Leaves an image as it is. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 1, false, 1, 0, 0, 0);

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

    /** Draws every parameter uniformly from its range. */
    public static Augmentation draw(RandomGenerator random) {
        return new Augmentation(
                random.nextDouble(-0.05, 0.05),
                random.nextDouble(-0.05, 0.05),
                random.nextDouble(-10, 10),
                random.nextDouble(0.9, 1.1),
                random.nextBoolean(),
                random.nextDouble(0.8, 1.2),
                random.nextDouble(-0.1, 0.1),
                random.nextDouble(0, 0.03),
                random.nextLong());
    }

    /**
     * The changed image; the given one is left alone.
     *
     * @param grey values 0..1, row by row
     * @param size rows and columns
     */
    public float[] apply(float[] grey, int size) {
        if (grey.length != size * size) {
            throw new IllegalArgumentException(grey.length + " values are not " + size + " x " + size);
        }
        float[] moved = move(grey, size);
        SplittableRandom random = new SplittableRandom(noiseSeed);
        for (int i = 0; i < moved.length; i++) {
            double value = (moved[i] - 0.5) * contrast + 0.5 + brightness;
            double noisy = noise == 0 ? value : value + noise * random.nextGaussian();
            moved[i] = (float) Math.min(1, Math.max(0, noisy));
        }
        return moved;
    }

    /** For each target pixel the source is found by undoing shift, rotation, scale and flip, around the middle. */
    private float[] move(float[] grey, int size) {
        double angle = Math.toRadians(rotationDegrees);
        double cosine = StrictMath.cos(angle) / scale;
        double sine = StrictMath.sin(angle) / scale;
        double middle = (size - 1) / 2.0;
        float[] moved = new float[grey.length];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double down = row - middle - shiftDown * size;
                double right = column - middle - shiftRight * size;
                double sourceRight = cosine * right + sine * down;
                double sourceDown = -sine * right + cosine * down;
                moved[row * size + column] =
                        sample(grey, size, middle + sourceDown, middle + (flip ? -sourceRight : sourceRight));
            }
        }
        return moved;
    }

    private static float sample(float[] grey, int size, double row, double column) {
        double r = Math.min(size - 1, Math.max(0, row));
        double c = Math.min(size - 1, Math.max(0, column));
        int top = (int) r;
        int left = (int) c;
        int bottom = Math.min(size - 1, top + 1);
        int rightmost = Math.min(size - 1, left + 1);
        double upper = grey[top * size + left] * (1 - (c - left)) + grey[top * size + rightmost] * (c - left);
        double lower = grey[bottom * size + left] * (1 - (c - left)) + grey[bottom * size + rightmost] * (c - left);
        return (float) (upper * (1 - (r - top)) + lower * (r - top));
    }
}
