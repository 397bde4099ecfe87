package org.cordscope.learning.torch;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.Channels;

/**
 * A trained network through which gradients can flow: running statistics, no dropout, float32, nothing folded. Its weights are
 * looked up by name, so that networks which differ in a few layers share the others. Slower than {@link FusedNetwork}.
 */
final class RestingNetwork {
    private static final double EPSILON = 1e-5;
    private static final TensorOptional NONE = new TensorOptional();
    private static final ScalarTypeOptional SAME_TYPE = new ScalarTypeOptional();

    private final ResNetPlan plan;
    private final Function<String, Tensor> weights;

    /** @param weights tensors that need no gradient and outlive this network */
    RestingNetwork(ResNetPlan plan, Function<String, Tensor> weights) {
        this.plan = plan;
        this.weights = weights;
    }

    /**
     * The network up to its last convolution.
     *
     * @param convolved the last convolution's own output
     * @param beside what is added to it after its normalisation
     */
    record Trunk(Tensor convolved, Tensor beside) implements AutoCloseable {
        @Override
        public void close() {
            convolved.close();
            beside.close();
        }
    }

    /** Computes everything up to the last convolution; closes the images. */
    Trunk trunk(Tensor images) {
        Tensor x = pool(rectified(normalise(convolve(images, plan.stem(), true), plan.stem())));
        int last = plan.blocks().size() - 1;
        for (int i = 0; i < last; i++) {
            try (Trunk inside = inside(x, plan.blocks().get(i))) {
                x = features(inside.convolved(), inside.beside(), plan.blocks().get(i));
            }
        }
        return inside(x, plan.blocks().get(last));
    }

    /** The feature maps that are pooled, rectified. Closes nothing. */
    Tensor features(Tensor convolved, Tensor beside) {
        return features(convolved, beside, plan.blocks().get(plan.blocks().size() - 1));
    }

    /** Logits {@code [n]} of feature maps. Closes nothing. */
    Tensor logits(Tensor features) {
        Tensor x = features.mean(2, 3);
        for (int i = 0; i < plan.head().size(); i++) {
            ResNetPlan.Dense d = plan.head().get(i);
            try (TensorOptional bias = new TensorOptional(weights.apply(d.name() + ".bias"))) {
                x = then(x, torch.linear(x, weights.apply(d.name() + ".weight"), bias));
            }
            if (i < plan.head().size() - 1) {
                x = rectified(x);
            }
        }
        return then(x, x.flatten());
    }

    /** Logits {@code [n]} of images, which it closes. */
    Tensor logitsOfImages(Tensor images) {
        try (Trunk trunk = trunk(images);
                Tensor features = features(trunk.convolved(), trunk.beside())) {
            return logits(features);
        }
    }

    /** A block up to its last convolution, with what will be added; closes {@code x}. */
    private Trunk inside(Tensor x, ResNetPlan.Block block) {
        Tensor y = new Tensor(x);
        List<ResNetPlan.Convolution> path = block.path();
        for (int i = 0; i < path.size() - 1; i++) {
            y = rectified(normalise(convolve(y, path.get(i), false), path.get(i)));
        }
        Tensor convolved = convolve(y, path.get(path.size() - 1), false);
        ResNetPlan.Convolution shortcut = block.shortcut();
        Tensor beside = x;
        if (shortcut != null) {
            beside = normalise(convolve(x, shortcut, false), shortcut);
        }
        return new Trunk(convolved, beside);
    }

    private Tensor features(Tensor convolved, Tensor beside, ResNetPlan.Block block) {
        ResNetPlan.Convolution last = block.path().get(block.path().size() - 1);
        try (Tensor normal = normalise(new Tensor(convolved), last);
                Tensor sum = normal.add(beside)) {
            return sum.relu();
        }
    }

    private Tensor convolve(Tensor x, ResNetPlan.Convolution c, boolean stem) {
        Tensor master = weights.apply(c.name() + ".weight");
        boolean summed = stem && plan.channels() == Channels.GREY_REPEATED;
        // one grey image in three equal channels is one channel under the sum of the filters
        try (Tensor weight = summed ? master.sum(new long[] {1}, true, SAME_TYPE) : new Tensor(master)) {
            return then(x, Convolutions.convolve(x, weight, NONE, c.stride()));
        }
    }

    private Tensor normalise(Tensor x, ResNetPlan.Convolution c) {
        try (TensorOptional weight = new TensorOptional(weights.apply(c.norm() + ".weight"));
                TensorOptional bias = new TensorOptional(weights.apply(c.norm() + ".bias"));
                TensorOptional mean = new TensorOptional(weights.apply(c.norm() + ".running_mean"));
                TensorOptional variance = new TensorOptional(weights.apply(c.norm() + ".running_var"))) {
            return then(x, torch.batch_norm(x, weight, bias, mean, variance, false, 0, EPSILON, false));
        }
    }

    private static Tensor rectified(Tensor x) {
        return then(x, x.relu());
    }

    private static Tensor pool(Tensor x) {
        return then(
                x,
                torch.max_pool2d(x, new long[] {3, 3}, new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}, false));
    }

    /** The next tensor, after closing the one it came from. */
    private static Tensor then(Tensor before, Tensor after) {
        before.close();
        return after;
    }
}
