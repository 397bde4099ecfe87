package org.cordscope.learning.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.weights.Weight;

/**
 * Exponential moving average of all tensors of a network, running statistics too: average += (1 - d) * (value - average) after
 * every step t, from 1, with d = min(decay, (1 + t) / (10 + t)) (TensorFlow's ExponentialMovingAverage), so that a short run is
 * not an average of its first weights. Holds native memory: close it.
 */
final class WeightAverage implements AutoCloseable {
    private static final String PREFIX = "average.";

    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private final Map<String, Tensor> averages = new LinkedHashMap<>();
    private final double decay;
    private final Operator lerp = Operator.named("aten::_foreach_lerp_", "Scalar");

    /** Starts at the values as they are. */
    WeightAverage(Map<String, Tensor> values, double decay) {
        this.decay = decay;
        values.forEach((name, value) -> {
            Tensor plain = value.detach();
            this.values.put(name, plain);
            averages.put(name, plain.clone());
        });
    }

    /** Takes in the values after a step. */
    void take(long step) {
        double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
        try (IValue moved = Operator.tensors(averages.values());
                IValue towards = Operator.tensors(values.values());
                IValue share = new IValue(1 - kept)) {
            lerp.run(moved, towards, share);
        }
    }

    /** A copy in Java memory, by the names of the network. */
    Map<String, Weight> weights() {
        Map<String, Weight> weights = new LinkedHashMap<>();
        averages.forEach((name, average) -> weights.put(name, Tensors.weight(average)));
        return weights;
    }

    /** What a checkpoint keeps: {@code average.NAME}. */
    Map<String, Weight> state() {
        Map<String, Weight> state = new LinkedHashMap<>();
        weights().forEach((name, weight) -> state.put(PREFIX + name, weight));
        return state;
    }

    /** Goes on from a checkpoint. */
    void restore(Map<String, Weight> state) {
        averages.forEach((name, average) -> {
            Weight weight = state.get(PREFIX + name);
            if (weight == null) {
                throw new IllegalArgumentException("optimizer state lacks " + PREFIX + name);
            }
            try (Tensor saved = Tensors.of(weight)) {
                average.copy_(saved);
            }
        });
    }

    @Override
    public void close() {
        values.values().forEach(Tensor::close);
        averages.values().forEach(Tensor::close);
    }
}
