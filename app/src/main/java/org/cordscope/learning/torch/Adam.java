package org.cordscope.learning.torch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.weights.Weight;

/**
 * Adam without decay (Kingma and Ba, ICLR 2015, algorithm 1; beta2 0.999, epsilon 1e-8), all parameters in one pass of
 * libtorch's fused kernel. Holds native memory: close it.
 */
final class Adam implements AutoCloseable {
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> firstMoments = new LinkedHashMap<>();
    private final Map<String, Tensor> secondMoments = new LinkedHashMap<>();
    private final Tensor stepCount;
    private final double learningRate;
    private final double beta1;
    private final Operator fused;
    private long steps;

    Adam(Map<String, Tensor> parameters, double learningRate, double beta1) {
        this.parameters = parameters;
        this.learningRate = learningRate;
        this.beta1 = beta1;
        this.fused = Operator.find("aten::_fused_adam_", "")
                .orElseThrow(() -> new IllegalStateException("libtorch lacks aten::_fused_adam_"));
        parameters.forEach((name, parameter) -> {
            firstMoments.put(name, torch.zeros_like(parameter));
            secondMoments.put(name, torch.zeros_like(parameter));
        });
        this.stepCount = Tensors.of(new float[] {0});
    }

    /** Moves every parameter along its gradient and forgets the gradients. */
    void step() {
        steps++;
        try (Scalar count = new Scalar((double) steps);
                IValue learned = list(parameters);
                IValue gradients = gradients();
                IValue first = list(firstMoments);
                IValue second = list(secondMoments);
                IValue counts = counts(count);
                IValue none = list(Map.of());
                IValue absent = new IValue()) {
            fused.run(
                    learned,
                    gradients,
                    first,
                    second,
                    none,
                    counts,
                    new IValue(learningRate),
                    new IValue(beta1),
                    new IValue(BETA_2),
                    new IValue(0.0),
                    new IValue(EPSILON),
                    new IValue(false),
                    new IValue(false),
                    absent,
                    absent);
        }
        parameters.values().forEach(p -> p.mutable_grad().reset());
    }

    private static IValue list(Map<String, Tensor> tensors) {
        return Operator.tensors(tensors.values());
    }

    private IValue gradients() {
        List<Tensor> gradients = parameters.values().stream().map(Tensor::grad).toList();
        try {
            return Operator.tensors(gradients);
        } finally {
            gradients.forEach(Tensor::close);
        }
    }

    private IValue counts(Scalar count) {
        stepCount.fill_(count);
        return Operator.tensors(Collections.nCopies(parameters.size(), stepCount));
    }

    long steps() {
        return steps;
    }

    /** Both moments of every parameter, as {@code first.NAME} and {@code second.NAME}. */
    Map<String, Weight> moments() {
        Map<String, Weight> state = new LinkedHashMap<>();
        firstMoments.forEach((name, tensor) -> state.put("first." + name, Tensors.weight(tensor)));
        secondMoments.forEach((name, tensor) -> state.put("second." + name, Tensors.weight(tensor)));
        return state;
    }

    /** Goes on from a saved state. */
    void restore(Map<String, Weight> state, long stepsDone) {
        restore(firstMoments, "first.", state);
        restore(secondMoments, "second.", state);
        steps = stepsDone;
    }

    private static void restore(Map<String, Tensor> moments, String prefix, Map<String, Weight> state) {
        moments.forEach((name, tensor) -> {
            Weight weight = state.get(prefix + name);
            if (weight == null) {
                throw new IllegalArgumentException("optimizer state lacks " + prefix + name);
            }
            try (Tensor saved = Tensors.of(weight)) {
                tensor.copy_(saved);
            }
        });
    }

    @Override
    public void close() {
        firstMoments.values().forEach(Tensor::close);
        secondMoments.values().forEach(Tensor::close);
        stepCount.close();
    }
}
