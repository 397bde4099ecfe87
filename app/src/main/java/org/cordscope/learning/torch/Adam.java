package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.Optimizer;
import org.cordscope.learning.weights.Weight;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1; beta2 0.999, epsilon 1e-8) with decoupled weight decay (Loshchilov and Hutter,
 * ICLR 2019, algorithm 2) of filters and dense weights, by libtorch's fused kernel. Holds native memory: close it.
 */
final class Adam implements AutoCloseable {
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> firstMoments = new LinkedHashMap<>();
    private final Map<String, Tensor> secondMoments = new LinkedHashMap<>();
    private final Tensor stepCount;
    private final Optimizer settings;
    private final Operator fused;
    private final List<Group> groups = new ArrayList<>();
    private long steps;

    /** Parameters that decay alike. */
    private record Group(List<String> names, double decay) {}

    Adam(Map<String, Tensor> parameters, Optimizer settings) {
        this.parameters = parameters;
        this.settings = settings;
        this.fused = Operator.find("aten::_fused_adamw_", "")
                .orElseThrow(() -> new IllegalStateException("libtorch lacks aten::_fused_adamw_"));
        Map<Boolean, List<String>> byDecay = parameters.entrySet().stream()
                .collect(Collectors.partitioningBy(
                        e -> settings.weightDecay() > 0 && e.getValue().dim() > 1,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        byDecay.forEach((decays, names) -> {
            if (!names.isEmpty()) {
                groups.add(new Group(names, decays ? settings.weightDecay() : 0));
            }
        });
        parameters.forEach((name, parameter) -> {
            firstMoments.put(name, torch.zeros_like(parameter));
            secondMoments.put(name, torch.zeros_like(parameter));
        });
        this.stepCount = Tensors.of(new float[] {0});
    }

    /**
     * Moves every parameter along its gradient and forgets the gradients.
     *
     * @param factor what the learning rate is multiplied with
     * @return length of the gradients together, before they were shortened
     */
    double step(double factor) {
        steps++;
        double norm =
                settings.clipNorm() == null ? Double.NaN : Gradients.shorten(parameters.values(), settings.clipNorm());
        groups.forEach(group -> step(group, factor));
        parameters.values().forEach(p -> p.mutable_grad().reset());
        return norm;
    }

    private void step(Group group, double factor) {
        try (Scalar count = new Scalar((double) steps);
                IValue learned = list(parameters, group);
                IValue gradients = gradients(group);
                IValue first = list(firstMoments, group);
                IValue second = list(secondMoments, group);
                IValue none = Operator.tensors(List.of());
                IValue counts = counts(count, group.names().size());
                IValue absent = new IValue()) {
            fused.run(
                    learned,
                    gradients,
                    first,
                    second,
                    none,
                    counts,
                    new IValue(settings.learningRate() * factor),
                    new IValue(settings.beta1()),
                    new IValue(BETA_2),
                    new IValue(group.decay()),
                    new IValue(EPSILON),
                    new IValue(false),
                    new IValue(false),
                    absent,
                    absent);
        }
    }

    private static IValue list(Map<String, Tensor> tensors, Group group) {
        return Operator.tensors(group.names().stream()
                .map(name -> Objects.requireNonNull(tensors.get(name)))
                .toList());
    }

    private IValue gradients(Group group) {
        List<Tensor> gradients = group.names().stream()
                .map(name -> Objects.requireNonNull(parameters.get(name)).grad())
                .toList();
        try {
            return Operator.tensors(gradients);
        } finally {
            gradients.forEach(Tensor::close);
        }
    }

    private IValue counts(Scalar count, int parameterCount) {
        stepCount.fill_(count);
        return Operator.tensors(Collections.nCopies(parameterCount, stepCount));
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
