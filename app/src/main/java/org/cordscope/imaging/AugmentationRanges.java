package org.cordscope.imaging;

import java.util.random.RandomGenerator;

/**
 * Ranges from which the change of a training image is drawn, uniformly and each on its own; 0 switches one off.
 *
 * @param shift up and down, left and right, at most this part of the image's side
 * @param rotationDegrees either way at most
 * @param scale factor within 1 +- this
 * @param flip probability that left and right are exchanged
 * @param contrast factor within 1 +- this
 * @param brightness added, within +- this
 * @param noise standard deviation of Gaussian noise at most
 * @param biasField coefficients of the polynomial of a bias field, within +- this
 */
public record AugmentationRanges(
        double shift,
        double rotationDegrees,
        double scale,
        double flip,
        double contrast,
        double brightness,
        double noise,
        double biasField) {

    public AugmentationRanges {
        within("shift", shift, 1);
        within("rotation_degrees", rotationDegrees, 180);
        within("scale", scale, 0.9);
        within("flip", flip, 1);
        within("contrast", contrast, 1);
        within("brightness", brightness, 1);
        within("noise", noise, 1);
        within("bias_field", biasField, 2);
    }

    private static void within(String name, double value, double highest) {
        if (!(value >= 0) || value > highest) {
            throw new IllegalArgumentException(name + " must be 0 to " + highest + ": " + value);
        }
    }

    /** What another patient, another position in the scanner and another scanner may do to a slice; no bias field. */
    public static AugmentationRanges moderate() {
        return new AugmentationRanges(0.05, 10, 0.1, 0.5, 0.2, 0.1, 0.03, 0);
    }

    public AugmentationRanges withBiasField(double coefficients) {
        return new AugmentationRanges(shift, rotationDegrees, scale, flip, contrast, brightness, noise, coefficients);
    }

    /** One change. What is off leaves the draws of the others as they are. */
    public Augmentation draw(RandomGenerator random) {
        return new Augmentation(
                shift * either(random),
                shift * either(random),
                rotationDegrees * either(random),
                1 + scale * either(random),
                random.nextDouble() < flip,
                1 + contrast * either(random),
                brightness * either(random),
                noise * random.nextDouble(),
                random.nextLong(),
                biasField == 0 ? BiasField.NONE : BiasField.draw(biasField, random));
    }

    private static double either(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }
}
