package org.cordscope.learning.torch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.torch.ResNetPlan.Convolution;
import org.cordscope.learning.weights.Weight;

/**
 * A {@link PyramidPlan} in training: batch statistics, gradients by autograd, AdamW, and the running average of all its arrays.
 * Convolutions compute in the given precision; weights, statistics, answers and losses are float32. Holds native memory: close it.
 */
final class TrainablePyramid implements AutoCloseable, PyramidNetwork.Layers {
    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;
    private static final long SUM = 2; // at::Reduction::Sum
    private static final TensorOptional NONE = new TensorOptional();

    private final Precision precision;
    private final Parameters parameters;
    private final Map<String, Norm> norms = new HashMap<>();
    private final AdamW optimiser;
    private final WeightAverage average;
    private final PyramidNetwork network;

    /** Weight, bias and running statistics of one batch normalisation, wrapped once. */
    private record Norm(TensorOptional weight, TensorOptional bias, TensorOptional mean, TensorOptional variance) {}

    TrainablePyramid(PyramidPlan plan, Map<String, Weight> weights, Recipe.Optimiser settings, Precision precision) {
        this.precision = precision;
        this.parameters = Parameters.of(plan.shapes(), weights);
        Set<String> learned = plan.shapes().keySet().stream()
                .filter(name -> !name.endsWith(".running_mean") && !name.endsWith(".running_var"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Tensor> moving = parameters.of(learned);
        moving.values().forEach(t -> t.set_requires_grad(true));
        for (Convolution c : plan.convolutions()) {
            norms.put(
                    c.norm(),
                    new Norm(part(c, ".weight"), part(c, ".bias"), part(c, ".running_mean"), part(c, ".running_var")));
        }
        this.optimiser = new AdamW(moving, settings);
        this.average =
                new WeightAverage(parameters.all(), Objects.requireNonNull(settings.emaDecay(), "an average is kept"));
        this.network = new PyramidNetwork(plan, this);
    }

    private TensorOptional part(Convolution c, String suffix) {
        return new TensorOptional(parameters.get(c.norm() + suffix));
    }

    /** What a step is told. */
    interface Loss {
        /** One number, to be made small; the answers stay open. */
        Tensor of(PyramidNetwork.Answers answers);
    }

    /**
     * One step.
     *
     * @param values pictures plane after plane
     * @param rate factor of the learning rate
     * @return the loss before the step
     */
    double step(float[] values, int planes, int size, Loss loss, double rate) {
        double before;
        try (PyramidNetwork.Answers answers = network.forward(Tensors.images(values, planes, size, precision));
                Tensor value = loss.of(answers)) {
            value.backward();
            before = value.item_float();
        }
        optimiser.step(rate);
        average.take(optimiser.steps());
        return before;
    }

    /** Cross-entropy of the classes of places, given for each place; those below 0 are left out. Mean over the others. */
    static Tensor places(PyramidNetwork.Answers answers, float[] classes) {
        long[] shape = answers.places().shape();
        try (Tensor given = Tensors.of(classes, shape[0], shape[2], shape[3]);
                Tensor target = given.to(ScalarType.Long)) {
            return torch.cross_entropy_loss(answers.places(), target, NONE, 1, -1, 0);
        }
    }

    /** Cross-entropy of a belief over all places against shares that add up to 1, or to 0 where nothing is asked; mean over the batch. */
    static Tensor belief(PyramidNetwork.Answers answers, float[] shares) {
        long n = answers.places().size(0);
        try (Tensor flat = answers.places().flatten(1, -1);
                Tensor target = Tensors.of(shares, n, shares.length / n);
                Tensor sum = torch.cross_entropy_loss(flat, target, NONE, SUM, -100, 0)) {
            return divided(sum, n);
        }
    }

    /** Cross-entropy of one class of each picture; mean over the batch. */
    static Tensor whole(PyramidNetwork.Answers answers, float[] classes) {
        try (Tensor given = Tensors.of(classes, classes.length);
                Tensor target = given.to(ScalarType.Long)) {
            return torch.cross_entropy_loss(answers.whole(), target, NONE, 1, -1, 0);
        }
    }

    /** Binary cross-entropy of each answer, weighted; sum over the answers, mean over the batch. */
    static Tensor answers(PyramidNetwork.Answers answers, float[] targets, float[] weights) {
        long[] shape = answers.whole().shape();
        try (Tensor target = Tensors.of(targets, shape);
                Tensor factor = Tensors.of(weights, shape);
                TensorOptional weight = new TensorOptional(factor);
                Tensor sum = torch.binary_cross_entropy_with_logits(answers.whole(), target, weight, NONE, SUM)) {
            return divided(sum, shape[0]);
        }
    }

    private static Tensor divided(Tensor sum, long by) {
        try (Tensor share = Tensors.of(new float[] {1f / by})) {
            return sum.mul(share);
        }
    }

    /** The average of the weights so far. */
    Map<String, Weight> averaged() {
        return average.weights();
    }

    /** What a checkpoint keeps: weights, moments and averages, all by names that start with the network's. */
    Map<String, Weight> state() {
        Map<String, Weight> state = new LinkedHashMap<>(parameters.weights());
        state.putAll(optimiser.moments());
        state.putAll(average.state());
        return state;
    }

    /** Goes on from a checkpoint whose weights were given to the constructor. */
    void restore(Map<String, Weight> state, long stepsDone) {
        optimiser.restore(state, stepsDone);
        average.restore(state);
    }

    long steps() {
        return optimiser.steps();
    }

    @Override
    public Tensor apply(Tensor x, Convolution c, boolean rectify) {
        Norm n = Objects.requireNonNull(norms.get(c.norm()));
        try (Tensor weight = parameters.get(c.name() + ".weight").to(Tensors.type(precision));
                Tensor y = Convolutions.convolve(x, weight, NONE, c.stride())) {
            Tensor normal =
                    torch.batch_norm(y, n.weight(), n.bias(), n.mean(), n.variance(), true, MOMENTUM, EPSILON, false);
            if (rectify) {
                torch.relu_(normal);
            }
            return normal;
        }
    }

    @Override
    public Tensor addTo(Tensor sum, Tensor x, Convolution c) {
        try (sum) {
            Tensor y = apply(x, c, false);
            y.add_(sum);
            torch.relu_(y);
            return y;
        }
    }

    @Override
    public Tensor array(String name) {
        return parameters.get(name);
    }

    @Override
    public void close() {
        for (Norm n : norms.values()) {
            List.of(n.weight(), n.bias(), n.mean(), n.variance()).forEach(TensorOptional::close);
        }
        average.close();
        optimiser.close();
        parameters.close();
    }
}
