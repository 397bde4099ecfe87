package org.cordscope.learning;

import org.jspecify.annotations.Nullable;

/**
 * Adam (Kingma and Ba, ICLR 2015) with beta2 0.999 and epsilon 1e-8.
 *
 * @param learningRate step size at its highest
 * @param beta1 decay rate of the first moment, which takes the place of momentum
 * @param weightDecay decoupled, times the learning rate and the weight (Loshchilov and Hutter, ICLR 2019); of filters and
 *     dense weights, not of biases and batch normalisation; 0 for none
 * @param clipNorm gradients longer than this, all together, are shortened to it (Pascanu et al., ICML 2013); null for never
 */
public record Optimizer(
        double learningRate,
        double beta1,
        double weightDecay,
        @Nullable Double clipNorm) {

    public Optimizer {
        if (!(learningRate > 0) || !(beta1 >= 0) || beta1 >= 1) {
            throw new IllegalArgumentException(
                    "learning rate must be positive and beta1 in [0, 1): " + learningRate + ", " + beta1);
        }
        if (!(weightDecay >= 0) || (clipNorm != null && !(clipNorm > 0))) {
            throw new IllegalArgumentException(
                    "weight decay must not be negative, clip norm above 0: " + weightDecay + ", " + clipNorm);
        }
    }

    /** Neither decay nor clipping. */
    public static Optimizer adam(double learningRate, double beta1) {
        return new Optimizer(learningRate, beta1, 0, null);
    }
}
