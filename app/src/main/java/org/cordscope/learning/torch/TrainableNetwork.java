package org.cordscope.learning.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Precision;

/**
 * A network in training mode: batch statistics unless they are frozen, dropout, gradients by autograd. A frozen batch
 * normalisation is folded into its filters in every step, so that it costs nothing between the convolutions. A frozen prefix
 * is not computed here: the network then takes what {@link FrozenPrefix} made of the slices. In bfloat16, convolutions and what lies
 * between them compute in bfloat16; weights, running statistics, the head and the loss stay float32, as PyTorch's autocast
 * has it but for the head.
 *
 * <p>Every intermediate tensor is closed as soon as the next one exists; what the backward pass needs, autograd keeps.
 */
final class TrainableNetwork implements AutoCloseable {
    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;
    private static final long MEAN = 1; // at::Reduction::Mean
    private static final TensorOptional NONE = new TensorOptional();
    private static final ScalarTypeOptional SAME_TYPE = new ScalarTypeOptional();

    private final ResNetPlan plan;
    private final Parameters parameters;
    private final Precision precision;
    private final double dropout;
    private final FineTuning tuning;
    private final Map<String, Tensor> learned;
    private final Map<String, Norm> norms = new LinkedHashMap<>();
    private final Map<String, Folded> folded = new LinkedHashMap<>();

    /** Weight, bias and running statistics of one batch normalisation, wrapped once. */
    private record Norm(TensorOptional weight, TensorOptional bias, TensorOptional mean, TensorOptional variance) {}

    /** A frozen batch normalisation: factor of each filter {@code [out, 1, 1, 1]} and what is added after it. */
    private record Folded(Tensor factor, Tensor offset, TensorOptional bias) {}

    /** What one step saw: mean weighted loss, and the logits before the step. */
    @SuppressWarnings("ArrayRecordComponent") // read once by its one caller, never compared
    record Step(double loss, float[] logits) {}

    TrainableNetwork(ResNetPlan plan, Parameters parameters, Precision precision, double dropout, FineTuning tuning) {
        this.plan = plan;
        this.parameters = parameters;
        this.precision = precision;
        this.dropout = dropout;
        this.tuning = tuning;
        this.learned = parameters.of(plan.learned(tuning));
        learned.values().forEach(t -> t.set_requires_grad(true));
        for (ResNetPlan.Convolution c : plan.convolutions()) {
            if (tuning.batchNormFrozen()) {
                folded.put(c.name(), folded(c));
            } else {
                norms.put(
                        c.norm(),
                        new Norm(
                                part(c, ".weight"),
                                part(c, ".bias"),
                                part(c, ".running_mean"),
                                part(c, ".running_var")));
            }
        }
    }

    /** The tensors that steps leave gradients with. */
    Map<String, Tensor> learned() {
        return learned;
    }

    /** w' = w * g / sqrt(v + eps), b' = b - m * g / sqrt(v + eps), as {@link FoldedConvolution}. */
    private Folded folded(ResNetPlan.Convolution c) {
        float[] factor = Tensors.toArray(parameters.get(c.norm() + ".weight"));
        float[] offset = Tensors.toArray(parameters.get(c.norm() + ".bias"));
        float[] mean = Tensors.toArray(parameters.get(c.norm() + ".running_mean"));
        float[] variance = Tensors.toArray(parameters.get(c.norm() + ".running_var"));
        for (int o = 0; o < factor.length; o++) {
            factor[o] = (float) (factor[o] / Math.sqrt(variance[o] + EPSILON));
            offset[o] -= mean[o] * factor[o];
        }
        Tensor bias = Tensors.as(Tensors.type(precision), Tensors.of(offset, offset.length));
        return new Folded(Tensors.of(factor, factor.length, 1, 1, 1), bias, new TensorOptional(bias));
    }

    private TensorOptional part(ResNetPlan.Convolution c, String suffix) {
        return new TensorOptional(parameters.get(c.norm() + suffix));
    }

    /**
     * Forward and backward pass over one batch; gradients are added to those of the parameters.
     *
     * @param values images plane after plane, or feature maps of the frozen prefix
     * @param planes planes of one image
     * @param size rows and columns
     * @param targets 1 for compressed, 0 for not, or between where labels are smoothed
     * @param weights weight of each image in the loss, which is the mean of weight times cross-entropy over the batch, as
     *     Keras' {@code class_weight} has it
     */
    Step step(float[] values, int planes, int size, float[] targets, float[] weights, SplittableRandom random) {
        try (Tensor logits = forward(Tensors.images(values, planes, size, precision), random);
                Tensor target = Tensors.of(targets, targets.length);
                Tensor factor = Tensors.of(weights, weights.length);
                TensorOptional weight = new TensorOptional(factor);
                Tensor loss = torch.binary_cross_entropy_with_logits(logits, target, weight, NONE, MEAN)) {
            loss.backward();
            return new Step(loss.item_float(), Tensors.toArray(logits));
        }
    }

    /** Logits {@code [n]} in float32; closes the images or features. */
    private Tensor forward(Tensor images, SplittableRandom random) {
        Tensor x = tuning.hasFrozenPrefix() ? images : rectify(pool(convolve(images, plan.stem())));
        int first = plan.blocksOf(tuning.frozenStages());
        for (ResNetPlan.Block block : plan.blocks().subList(first, plan.blocks().size())) {
            x = block(x, block);
        }
        Tensor features = Tensors.as(ScalarType.Float, then(x, x.mean(2, 3)));
        return head(features, random);
    }

    private Tensor block(Tensor x, ResNetPlan.Block block) {
        Tensor y = new Tensor(x);
        List<ResNetPlan.Convolution> path = block.path();
        for (int i = 0; i < path.size(); i++) {
            y = convolve(y, path.get(i));
            if (i < path.size() - 1) {
                y = rectify(y);
            }
        }
        ResNetPlan.Convolution shortcut = block.shortcut();
        Tensor beside = shortcut == null ? x : convolve(x, shortcut);
        y.add_(beside);
        beside.close();
        return rectify(y);
    }

    /** Convolution and normalisation; closes {@code x}. */
    private Tensor convolve(Tensor x, ResNetPlan.Convolution c) {
        Folded frozen = folded.get(c.name());
        try (Tensor filters = filters(x, c);
                Tensor scaled = frozen == null ? new Tensor(filters) : filters.mul(frozen.factor());
                Tensor weight = scaled.to(Tensors.type(precision))) {
            TensorOptional bias = frozen == null ? NONE : frozen.bias();
            Tensor y = then(x, Convolutions.convolve(x, weight, bias, c.stride()));
            return frozen == null ? normalise(y, c) : y;
        }
    }

    /** One grey image in three equal channels is one channel under the sum of the filters. */
    private Tensor filters(Tensor x, ResNetPlan.Convolution c) {
        Tensor master = parameters.get(c.name() + ".weight");
        return x.size(1) < c.in() ? master.sum(new long[] {1}, true, SAME_TYPE) : new Tensor(master);
    }

    private Tensor normalise(Tensor x, ResNetPlan.Convolution c) {
        Norm n = Objects.requireNonNull(norms.get(c.norm()));
        return then(
                x, torch.batch_norm(x, n.weight(), n.bias(), n.mean(), n.variance(), true, MOMENTUM, EPSILON, false));
    }

    private static Tensor rectify(Tensor x) {
        torch.relu_(x);
        return x;
    }

    private static Tensor pool(Tensor x) {
        return then(
                x,
                torch.max_pool2d(x, new long[] {3, 3}, new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}, false));
    }

    private Tensor head(Tensor features, SplittableRandom random) {
        Tensor x = features;
        for (int i = 0; i < plan.head().size(); i++) {
            ResNetPlan.Dense d = plan.head().get(i);
            try (TensorOptional bias = new TensorOptional(parameters.get(d.name() + ".bias"))) {
                x = then(x, torch.linear(x, parameters.get(d.name() + ".weight"), bias));
            }
            if (i < plan.head().size() - 1) {
                x = drop(rectify(x), random);
            }
        }
        return then(x, x.flatten());
    }

    /** Drops units by a mask drawn in Java, so that it depends on nothing but the seed and the step. */
    private Tensor drop(Tensor x, SplittableRandom random) {
        if (dropout == 0) {
            return x;
        }
        float[] mask = new float[Math.toIntExact(x.numel())];
        float kept = (float) (1 / (1 - dropout));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < dropout ? 0 : kept;
        }
        try (Tensor factor = Tensors.of(mask, x.shape())) {
            return then(x, x.mul(factor));
        }
    }

    /** The next tensor, after closing the one it came from. */
    private static Tensor then(Tensor before, Tensor after) {
        before.close();
        return after;
    }

    /** Frees what wraps the parameters, not the parameters. */
    @Override
    public void close() {
        for (Norm n : norms.values()) {
            List.of(n.weight(), n.bias(), n.mean(), n.variance()).forEach(TensorOptional::close);
        }
        for (Folded f : folded.values()) {
            f.bias().close();
            f.offset().close();
            f.factor().close();
        }
    }
}
