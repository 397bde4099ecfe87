package org.cordscope.learning.torch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.weights.Weight;

/** The float32 tensors of one network by name. Holds native memory: close it. */
final class Parameters implements AutoCloseable {
    private final Map<String, Tensor> tensors;

    private Parameters(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /** Copies of weights that have exactly the plan's names and shapes. */
    static Parameters of(ResNetPlan plan, Map<String, Weight> weights) {
        return of(plan.shapes(), weights);
    }

    /** Copies of weights that have exactly these names and shapes. */
    static Parameters of(Map<String, List<Long>> shapes, Map<String, Weight> weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            Weight weight = weights.get(name);
            if (weight == null || !weight.shape().equals(shape)) {
                throw new IllegalArgumentException("weights do not fit the network: " + name);
            }
            tensors.put(name, Tensors.of(weight));
        });
        return new Parameters(tensors);
    }

    /**
     * Random weights as torchvision draws them: filters normal with variance 2 / fan-out (He et al., ICCV 2015),
     * normalisation 1 and 0, dense layers uniform within 1 / sqrt(fan-in).
     */
    static Map<String, Weight> random(ResNetPlan plan, long seed) {
        return random(plan.shapes(), seed);
    }

    /** Likewise for arrays of these names and shapes. */
    static Map<String, Weight> random(Map<String, List<Long>> shapes, long seed) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> weights.put(name, random(name, shape, shapes, seed)));
        return weights;
    }

    private static Weight random(String name, List<Long> shape, Map<String, List<Long>> shapes, long seed) {
        float[] values = new float
                [Math.toIntExact(shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact))];
        SplittableRandom random = Draws.weights(seed, name);
        List<Long> filters = shapes.getOrDefault(name.replaceFirst("[.]bias$", ".weight"), shape);
        if (shape.size() == 4) {
            double deviation = Math.sqrt(2.0 / (shape.get(0) * shape.get(2) * shape.get(3)));
            fill(values, () -> deviation * random.nextGaussian());
        } else if (filters.size() == 2) {
            double bound = 1 / Math.sqrt(filters.get(1));
            fill(values, () -> bound * (2 * random.nextDouble() - 1));
        } else {
            float constant = name.endsWith(".weight") || name.endsWith(".running_var") ? 1 : 0;
            fill(values, () -> constant);
        }
        return Weight.of(values, shape);
    }

    private static void fill(float[] values, DoubleSupplier next) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) next.getAsDouble();
        }
    }

    Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no such tensor: " + name);
        }
        return tensor;
    }

    /** A copy in Java memory. */
    Map<String, Weight> weights() {
        Map<String, Weight> weights = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> weights.put(name, Tensors.weight(tensor)));
        return weights;
    }

    /** Some tensors by name. */
    Map<String, Tensor> of(Set<String> names) {
        Map<String, Tensor> some = new LinkedHashMap<>();
        names.forEach(name -> some.put(name, get(name)));
        return some;
    }

    /** All tensors by name. */
    Map<String, Tensor> all() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
    }
}
