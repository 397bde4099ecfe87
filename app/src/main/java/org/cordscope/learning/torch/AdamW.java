package org.cordscope.learning.torch;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.weights.Weight;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1; beta2 0.999, epsilon 1e-8) with decoupled weight decay (Loshchilov and Hutter,
 * ICLR 2019) of filters and dense weights, by libtorch's fused kernel. Holds native memory: close it.
 */
final class AdamW implements AutoCloseable {
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> firstMoments = new LinkedHashMap<>();
    private final Map<String, Tensor> secondMoments = new LinkedHashMap<>();
    private final Tensor stepCount;
    private final Recipe.Optimiser settings;
    private final Operator fused = Operator.named("aten::_fused_adamw_", "");
    private final Operator norms = Operator.named("aten::_foreach_norm", "Scalar");
    private long steps;

    AdamW(Map<String, Tensor> parameters, Recipe.Optimiser settings) {
        this.parameters = parameters;
        this.settings = settings;
        parameters.forEach((name, parameter) -> {
            firstMoments.put(name, torch.zeros_like(parameter));
            secondMoments.put(name, torch.zeros_like(parameter));
        });
        this.stepCount = Tensors.of(new float[] {0});
    }

    /**
     * Moves every parameter along its gradient, which is clipped first where the settings say so, and forgets the gradients.
     *
     * @param rate factor of the learning rate
     */
    void step(double rate) {
        steps++;
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> gradients.put(name, parameter.grad()));
        try (Scalar count = new Scalar((double) steps)) {
            if (settings.clipNorm() != null) {
                clip(gradients.values(), settings.clipNorm());
            }
            stepCount.fill_(count);
            move(names(true), gradients, rate, settings.weightDecay());
            move(names(false), gradients, rate, 0);
        } finally {
            gradients.values().forEach(Tensor::close);
        }
        parameters.values().forEach(p -> p.mutable_grad().reset());
    }

    /** What is a matrix or a filter decays; biases and normalisations, which are vectors, do not. */
    private List<String> names(boolean decaying) {
        return parameters.keySet().stream()
                .filter(name -> get(parameters, name).dim() > 1 == decaying)
                .toList();
    }

    /** Scales all gradients so that their norm together is at most {@code highest}, as torch.nn.utils.clip_grad_norm_. */
    private void clip(Collection<Tensor> gradients, double highest) {
        double squares = 0;
        try (IValue all = Operator.tensors(gradients);
                IValue euclidean = new IValue(2.0);
                IValue sameType = new IValue();
                Tensor together = norms.stacked(all, euclidean, sameType)) {
            for (float norm : Tensors.toArray(together)) {
                squares += Math.pow(norm, 2);
            }
        }
        double factor = highest / (Math.sqrt(squares) + 1e-6);
        if (factor < 1) {
            try (Scalar scale = new Scalar(factor)) {
                gradients.forEach(gradient -> gradient.mul_(scale));
            }
        }
    }

    private void move(List<String> names, Map<String, Tensor> gradients, double rate, double decay) {
        if (names.isEmpty()) {
            return;
        }
        try (IValue learned = list(names, parameters);
                IValue slopes = list(names, gradients);
                IValue first = list(names, firstMoments);
                IValue second = list(names, secondMoments);
                IValue counts = Operator.tensors(Collections.nCopies(names.size(), stepCount));
                IValue none = Operator.tensors(List.of());
                IValue absent = new IValue()) {
            fused.run(
                    learned,
                    slopes,
                    first,
                    second,
                    none,
                    counts,
                    new IValue(settings.learningRate() * rate),
                    new IValue(settings.beta1()),
                    new IValue(BETA_2),
                    new IValue(decay),
                    new IValue(EPSILON),
                    new IValue(false),
                    new IValue(false),
                    absent,
                    absent);
        }
    }

    private static IValue list(List<String> names, Map<String, Tensor> tensors) {
        return Operator.tensors(names.stream().map(name -> get(tensors, name)).toList());
    }

    private static Tensor get(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
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
