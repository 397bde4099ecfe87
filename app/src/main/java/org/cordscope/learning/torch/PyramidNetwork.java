package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cordscope.learning.torch.ResNetPlan.Block;
import org.cordscope.learning.torch.ResNetPlan.Convolution;
import org.jspecify.annotations.Nullable;

/** The way through a {@link PyramidPlan}, the same in training and afterwards; what a convolution is, its user says. */
final class PyramidNetwork {
    private static final long[] NONE = {0, 0};
    private static final long[] ONE = {1, 1};

    private final PyramidPlan plan;
    private final Layers layers;

    /** Convolutions with their normalisation. */
    interface Layers {
        /** A new tensor; the input stays open. */
        Tensor apply(Tensor x, Convolution c, boolean rectify);

        /** The sum with the convolution of {@code x}, rectified; {@code x} stays open, {@code sum} is used up. */
        Tensor addTo(Tensor sum, Tensor x, Convolution c);

        /** An array that is no part of a convolution with normalisation; stays open. */
        Tensor array(String name);
    }

    /**
     * What comes out, float32.
     *
     * @param places logits {@code [n, answers, height, width]}
     * @param shares their softmax over the answers, without gradients; null where the plan is not attentive
     * @param features {@code [n, features]}: what the dense layers are told
     * @param whole {@code [n, outputs]}
     */
    record Answers(Tensor places, @Nullable Tensor shares, Tensor features, Tensor whole) implements AutoCloseable {
        @Override
        public void close() {
            places.close();
            if (shares != null) {
                shares.close();
            }
            features.close();
            whole.close();
        }
    }

    PyramidNetwork(PyramidPlan plan, Layers layers) {
        this.plan = plan;
        this.layers = layers;
    }

    /** Closes the images. */
    Answers forward(Tensor images) {
        Tensor x = layers.apply(images, plan.stem(), true);
        images.close();
        List<Tensor> levels = new ArrayList<>();
        for (List<Block> stage : plan.stages()) {
            for (int i = 0; i < stage.size(); i++) {
                x = block(x, stage.get(i), i == 0 && !levels.isEmpty());
            }
            levels.add(x);
        }
        Tensor fine = pyramid(levels);
        Tensor places = places(fine);
        Tensor coarse = levels.get(levels.size() - 1);
        Tensor features = Tensors.as(ScalarType.Float, coarse.mean(2, 3));
        levels.forEach(Tensor::close);
        Tensor shares = null;
        if (plan.attentive()) {
            shares = shares(places);
            features = joined(features, attended(fine, shares));
        }
        fine.close();
        return new Answers(places, shares, features, dense(features));
    }

    /** A block; its input is closed unless it is kept: a stage's map, which the pyramid still needs. */
    private Tensor block(Tensor x, Block block, boolean kept) {
        Convolution shortcut = block.shortcut();
        Tensor inner = layers.apply(x, block.path().get(0), true);
        Tensor beside = shortcut == null ? x : layers.apply(x, shortcut, false);
        Tensor sum = layers.addTo(beside, inner, block.path().get(1));
        inner.close();
        if (shortcut != null && !kept) {
            x.close();
        }
        return sum;
    }

    private Tensor pyramid(List<Tensor> levels) {
        int last = levels.size() - 1;
        Tensor p = layers.apply(levels.get(last), plan.lateral().get(last), true);
        for (int i = last - 1; i >= 0; i--) {
            Tensor level = levels.get(i);
            Tensor larger = torch.upsample_nearest2d(p, level.size(2), level.size(3));
            p.close();
            p = layers.addTo(larger, level, plan.lateral().get(i));
        }
        Tensor smooth = layers.apply(p, plan.smooth(), true);
        p.close();
        return smooth;
    }

    private Tensor places(Tensor fine) {
        String name = plan.places().name();
        try (Tensor weight = layers.array(name + ".weight").to(fine.scalar_type());
                Tensor bias = layers.array(name + ".bias").to(fine.scalar_type());
                TensorOptional offset = new TensorOptional(bias)) {
            Tensor answers = Tensors.as(ScalarType.Float, Convolutions.convolve(fine, weight, offset, 1));
            if (plan.enlarge() == 1) {
                return answers;
            }
            try (answers) {
                return torch.pixel_shuffle(answers, plan.enlarge());
            }
        }
    }

    private static Tensor shares(Tensor places) {
        try (Tensor given = places.detach()) {
            return torch.softmax(given, 1);
        }
    }

    /** The strongest of each feature within the canal {@code [n, features]}, as far as the network believes in it. */
    private Tensor attended(Tensor fine, Tensor shares) {
        long side = plan.enlarge();
        try (Tensor outside = shares.narrow(1, 0, 1);
                Scalar one = new Scalar(1.0);
                Tensor canal = torch.rsub(outside, one);
                Tensor pooled =
                        torch.max_pool2d(canal, new long[] {side, side}, new long[] {side, side}, NONE, ONE, false);
                Tensor belief = pooled.to(fine.scalar_type());
                Tensor seen = fine.mul(belief);
                Tensor single = seen.to(ScalarType.Float)) { // the maximum of bfloat16 takes ten times as long
            return torch.amax(single, new long[] {2, 3}, false);
        }
    }

    private static Tensor joined(Tensor one, Tensor other) {
        try (one;
                other;
                TensorVector both = new TensorVector(one, other)) {
            return torch.cat(both, 1);
        }
    }

    /** The features stay open. */
    private Tensor dense(Tensor features) {
        Tensor x = features;
        for (int i = 0; i < plan.dense().size(); i++) {
            String name = plan.dense().get(i).name();
            Tensor before = x;
            try (TensorOptional bias = new TensorOptional(layers.array(name + ".bias"))) {
                x = torch.linear(before, layers.array(name + ".weight"), bias);
            }
            if (i > 0) {
                before.close();
            }
            if (i < plan.dense().size() - 1) {
                torch.relu_(x);
            }
        }
        return x;
    }
}
