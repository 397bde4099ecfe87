package org.cordscope.learning.torch;

import java.util.Collection;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The gradients of all parameters as one vector. */
final class Gradients {
    private static final double TINY = 1e-6;

    private Gradients() {}

    /**
     * Shortens the gradients to a length where they are longer (as PyTorch's {@code clip_grad_norm_}).
     *
     * @return their length before
     */
    static double shorten(Collection<Tensor> parameters, double longest) {
        double squares = 0;
        for (Tensor parameter : parameters) {
            try (Tensor gradient = parameter.grad();
                    Tensor norm = gradient.norm()) {
                double length = norm.item_float();
                squares += length * length;
            }
        }
        double length = Math.sqrt(squares);
        if (length > longest) {
            try (Scalar factor = new Scalar(longest / (length + TINY))) {
                for (Tensor parameter : parameters) {
                    try (Tensor gradient = parameter.grad()) {
                        gradient.mul_(factor);
                    }
                }
            }
        }
        return length;
    }
}
