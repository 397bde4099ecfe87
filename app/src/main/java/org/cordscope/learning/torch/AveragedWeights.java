package org.cordscope.learning.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.weights.Weight;

/**
 * An exponential moving average of all tensors of a network, running statistics included. The decay rises with the steps, as
 * min(decay, (1 + steps) / (10 + steps)), so that the random beginning is soon forgotten. Holds native memory: close it.
 */
@SuppressWarnings("try") // a guard is held, not read
final class AveragedWeights implements AutoCloseable {
    private static final String PREFIX = "average.";

    private final Map<String, Tensor> current;
    private final Map<String, Tensor> averages = new LinkedHashMap<>();
    private final double decay;

    AveragedWeights(Parameters parameters, double decay) {
        this.current = parameters.all();
        this.decay = decay;
        try (NoGradGuard none = new NoGradGuard()) {
            current.forEach((name, tensor) -> averages.put(name, tensor.clone()));
        }
    }

    /** Moves the averages towards the weights after a step, counted from 1. */
    void follow(long step) {
        double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
        try (NoGradGuard none = new NoGradGuard();
                Scalar moved = new Scalar(1 - kept)) {
            averages.forEach((name, average) -> average.lerp_(current.get(name), moved));
        }
    }

    /** A copy in Java memory, by the names of the network. */
    Map<String, Weight> weights() {
        Map<String, Weight> weights = new LinkedHashMap<>();
        averages.forEach((name, tensor) -> weights.put(name, Tensors.weight(tensor)));
        return weights;
    }

    /** What a checkpoint keeps: {@code average.NAME}. */
    Map<String, Weight> state() {
        Map<String, Weight> state = new LinkedHashMap<>();
        weights().forEach((name, weight) -> state.put(PREFIX + name, weight));
        return state;
    }

    /** Goes on from a saved state. */
    void restore(Map<String, Weight> state) {
        averages.forEach((name, tensor) -> {
            Weight weight = state.get(PREFIX + name);
            if (weight == null) {
                throw new IllegalArgumentException("checkpoint lacks " + PREFIX + name);
            }
            try (Tensor saved = Tensors.of(weight)) {
                tensor.copy_(saved);
            }
        });
    }

    @Override
    public void close() {
        averages.values().forEach(Tensor::close);
    }
}
