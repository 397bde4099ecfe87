package org.cordscope.imaging;

import java.util.random.RandomGenerator;

/**
 * From where the changes of training images are drawn, each uniformly.
 *
 * @param shift largest shift along each side, as part of the side, 0 to 0.5
 * @param rotationDegrees largest rotation to either side, 0 to 180
 * @param scale largest enlargement: 0.1 draws factors from 0.9 to 1.1; 0 to 0.9
 * @param flip whether left and right are exchanged every other time
 * @param contrast largest change of contrast, as {@code scale}
 * @param brightness largest change of brightness; grey values go from 0 to 1
 * @param noise largest standard deviation of added noise
 * @param biasField largest change of brightness across the image by a smooth field, as the natural logarithm of a factor
 */
public record AugmentationRanges(
        double shift,
        double rotationDegrees,
        double scale,
        boolean flip,
        double contrast,
        double brightness,
        double noise,
        double biasField) {

    public AugmentationRanges {
        refuseOutside("shift", shift, 0.5);
        refuseOutside("rotation_degrees", rotationDegrees, 180);
        refuseOutside("scale", scale, 0.9);
        refuseOutside("contrast", contrast, 1);
        refuseOutside("brightness", brightness, 1);
        refuseOutside("noise", noise, 1);
        refuseOutside("bias_field", biasField, 3);
    }

    private static void refuseOutside(String name, double value, double most) {
        if (!(value >= 0) || value > most) {
            throw new IllegalArgumentException("augmentation's " + name + " must be 0 to " + most + ": " + value);
        }
    }

    /** What two scans of one patient may differ by. */
    public static AugmentationRanges moderate() {
        return new AugmentationRanges(0.05, 10, 0.1, true, 0.2, 0.1, 0.03, 0);
    }

    /** Draws every parameter from its range. */
    public Augmentation draw(RandomGenerator random) {
        return new Augmentation(
                between(random, shift),
                between(random, shift),
                between(random, rotationDegrees),
                1 + between(random, scale),
                flip && random.nextBoolean(),
                1 + between(random, contrast),
                between(random, brightness),
                noise * random.nextDouble(),
                between(random, biasField),
                between(random, biasField),
                between(random, biasField),
                random.nextLong());
    }

    private static double between(RandomGenerator random, double limit) {
        return limit * (2 * random.nextDouble() - 1);
    }
}
