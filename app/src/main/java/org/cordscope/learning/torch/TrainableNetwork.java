package org.cordscope.learning.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Precision;
import org.jspecify.annotations.Nullable;

/**
 * A network in training mode: batch statistics, dropout, gradients by autograd. In bfloat16, convolutions and what lies
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
    private final FineTuning part;
    private final Map<String, Norm> norms = new LinkedHashMap<>();
    private final Map<String, Fixed> fixed = new LinkedHashMap<>();

    /** Weight, bias and running statistics of one batch normalisation, wrapped once. */
    private record Norm(TensorOptional weight, TensorOptional bias, TensorOptional mean, TensorOptional variance) {}

    /** A normalisation that does not change: what a convolution's filters are multiplied with, and what is added. */
    private record Fixed(Tensor scale, Tensor shift, TensorOptional bias) {}

    /** What one step saw: mean weighted loss, and the logits before the step. */
    @SuppressWarnings("ArrayRecordComponent") // read once by its one caller, never compared
    record Step(double loss, float[] logits) {}

    TrainableNetwork(ResNetPlan plan, Parameters parameters, Precision precision, double dropout, FineTuning part) {
        this.plan = plan;
        this.parameters = parameters;
        this.precision = precision;
        this.dropout = dropout;
        this.part = part;
        parameters.learned(part).values().forEach(t -> t.set_requires_grad(true));
        for (ResNetPlan.Convolution c : plan.convolutions()) {
            if (part.batchnorm() == FineTuning.BatchNorm.FROZEN || isFrozen(c)) {
                fixed.put(c.norm(), fixed(c));
                continue;
            }
            norms.put(
                    c.norm(),
                    new Norm(part(c, ".weight"), part(c, ".bias"), part(c, ".running_mean"), part(c, ".running_var")));
        }
    }

    private boolean isFrozen(ResNetPlan.Convolution c) {
        return ResNetPlan.stage(c.name()) <= part.frozenStages();
    }

    private Fixed fixed(ResNetPlan.Convolution c) {
        float[] weight = Tensors.toArray(parameters.get(c.norm() + ".weight"));
        float[] bias = Tensors.toArray(parameters.get(c.norm() + ".bias"));
        float[] mean = Tensors.toArray(parameters.get(c.norm() + ".running_mean"));
        float[] variance = Tensors.toArray(parameters.get(c.norm() + ".running_var"));
        float[] scale = new float[weight.length];
        float[] shift = new float[weight.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = (float) (weight[i] / Math.sqrt(variance[i] + EPSILON));
            shift[i] = bias[i] - mean[i] * scale[i];
        }
        Tensor added = Tensors.as(Tensors.type(precision), Tensors.of(shift, shift.length));
        return new Fixed(Tensors.of(scale, scale.length, 1, 1, 1), added, new TensorOptional(added));
    }

    private TensorOptional part(ResNetPlan.Convolution c, String suffix) {
        return new TensorOptional(parameters.get(c.norm() + suffix));
    }

    /**
     * Forward and backward pass over one batch; gradients are added to those of the parameters.
     *
     * @param grey images, {@code size * size} each
     * @param targets 1 for compressed, 0 for not
     * @param weights weight of each image in the loss, which is the mean of weight times cross-entropy over the batch, as
     *     Keras' {@code class_weight} has it
     */
    Step step(float[] grey, int size, float[] targets, float[] weights, SplittableRandom random) {
        try (Tensor logits = forward(Tensors.images(grey, size, precision), random);
                Tensor target = Tensors.of(targets, targets.length);
                Tensor factor = Tensors.of(weights, weights.length);
                TensorOptional weight = new TensorOptional(factor);
                Tensor loss = torch.binary_cross_entropy_with_logits(logits, target, weight, NONE, MEAN)) {
            loss.backward();
            return new Step(loss.item_float(), Tensors.toArray(logits));
        }
    }

    /** Logits {@code [n]} in float32; closes the images. */
    @SuppressWarnings("try") // a guard is held, not read
    private Tensor forward(Tensor images, SplittableRandom random) {
        Tensor x;
        int learning = 0;
        try (NoGradGuard none = part.frozenStages() > 0 ? new NoGradGuard() : null) {
            x = pool(rectify(convolveAndNormalise(images, plan.stem(), true)));
            while (learning < plan.blocks().size()
                    && isFrozen(plan.blocks().get(learning).path().get(0))) {
                x = block(x, plan.blocks().get(learning++));
            }
        }
        for (ResNetPlan.Block block :
                plan.blocks().subList(learning, plan.blocks().size())) {
            x = block(x, block);
        }
        Tensor features = Tensors.as(ScalarType.Float, then(x, x.mean(2, 3)));
        return head(features, random);
    }

    private Tensor block(Tensor x, ResNetPlan.Block block) {
        Tensor y = new Tensor(x);
        List<ResNetPlan.Convolution> path = block.path();
        for (int i = 0; i < path.size(); i++) {
            y = convolveAndNormalise(y, path.get(i), false);
            if (i < path.size() - 1) {
                y = rectify(y);
            }
        }
        ResNetPlan.Convolution shortcut = block.shortcut();
        Tensor beside = shortcut == null ? x : convolveAndNormalise(x, shortcut, false);
        y.add_(beside);
        beside.close();
        return rectify(y);
    }

    private Tensor convolveAndNormalise(Tensor x, ResNetPlan.Convolution c, boolean stem) {
        Fixed constant = fixed.get(c.norm());
        return constant == null ? normalise(convolve(x, c, stem, null), c) : convolve(x, c, stem, constant);
    }

    /** @param constant a normalisation that is part of the filters; null leaves them as they are */
    private Tensor convolve(Tensor x, ResNetPlan.Convolution c, boolean stem, @Nullable Fixed constant) {
        long[] stride = {c.stride(), c.stride()};
        long[] padding = {c.padding(), c.padding()};
        Tensor master = parameters.get(c.name() + ".weight");
        // one grey image in three equal channels is one channel under the sum of the filters
        try (Tensor summed = stem ? master.sum(new long[] {1}, true, SAME_TYPE) : new Tensor(master);
                Tensor scaled = constant == null ? new Tensor(summed) : summed.mul(constant.scale());
                Tensor weight = scaled.to(Tensors.type(precision))) {
            TensorOptional bias = constant == null ? NONE : constant.bias();
            return then(x, torch.conv2d(x, weight, bias, stride, padding, new long[] {1, 1}, 1));
        }
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

    /** Frees what wraps the parameters or was made of them, not the parameters. */
    @Override
    public void close() {
        for (Norm n : norms.values()) {
            List.of(n.weight(), n.bias(), n.mean(), n.variance()).forEach(TensorOptional::close);
        }
        for (Fixed f : fixed.values()) {
            f.bias().close();
            f.shift().close();
            f.scale().close();
        }
    }
}
