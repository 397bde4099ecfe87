package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cordscope.learning.Precision;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.torch.FoldedConvolution.Images;
import org.cordscope.learning.weights.Weight;
import org.jspecify.annotations.Nullable;

/**
 * A network for prediction: batch normalisation folded into the filters, filters packed once, addition and ReLU inside the
 * convolution. The head computes in float32. Holds native memory: close it.
 */
@SuppressWarnings("try") // InferenceMode is a guard: it works by being there
final class FusedNetwork implements AutoCloseable {
    private final Precision precision;
    private final FoldedConvolution stem;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Dense> head = new ArrayList<>();

    private record Block(
            List<FoldedConvolution> path, @Nullable FoldedConvolution shortcut) {}

    private record Dense(Tensor weight, Tensor bias, TensorOptional biasOption) {}

    /** A network packed for batches of {@code batch} images of {@code size * size} pixels; others work, but slower. */
    FusedNetwork(ResNetPlan plan, Map<String, Weight> weights, Precision precision, int size, int batch) {
        this.precision = precision;
        try (InferenceMode inference = new InferenceMode()) {
            Images images = new Images(batch, size);
            this.stem = FoldedConvolution.stem(plan.stem(), weights, precision, images);
            images = images.after(2).after(2);
            for (ResNetPlan.Block block : plan.blocks()) {
                images = add(block, weights, images);
            }
            for (ResNetPlan.Dense d : plan.head()) {
                Tensor bias = Tensors.of(weight(weights, d.name() + ".bias"));
                head.add(new Dense(Tensors.of(weight(weights, d.name() + ".weight")), bias, new TensorOptional(bias)));
            }
        }
    }

    private Images add(ResNetPlan.Block block, Map<String, Weight> weights, Images images) {
        List<FoldedConvolution> path = new ArrayList<>();
        Images inner = images;
        for (ResNetPlan.Convolution c : block.path()) {
            path.add(FoldedConvolution.of(c, weights, precision, inner));
            inner = inner.after(c.stride());
        }
        ResNetPlan.Convolution c = block.shortcut();
        blocks.add(new Block(path, c == null ? null : FoldedConvolution.of(c, weights, precision, images)));
        return inner;
    }

    private static Weight weight(Map<String, Weight> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    /** One logit per image; {@code size * size} grey values each. */
    float[] logits(float[] grey, int size) {
        try (InferenceMode inference = new InferenceMode();
                Tensor logits = head(features(Tensors.images(grey, size, precision)))) {
            return Tensors.toArray(logits);
        }
    }

    /** Logit and pooled features of each image; {@code size * size} grey values each. */
    List<SliceReading> read(float[] grey, int size) {
        try (InferenceMode inference = new InferenceMode()) {
            Tensor pooled = features(Tensors.images(grey, size, precision));
            float[] features = Tensors.toArray(pooled);
            try (Tensor head = head(pooled)) {
                float[] logits = Tensors.toArray(head);
                int width = features.length / logits.length;
                return IntStream.range(0, logits.length)
                        .mapToObj(i ->
                                new SliceReading(logits[i], Arrays.copyOfRange(features, i * width, (i + 1) * width)))
                        .toList();
            }
        }
    }

    private Tensor features(Tensor images) {
        Tensor x = then(images, stem.apply(images, true));
        x = then(
                x,
                torch.max_pool2d(x, new long[] {3, 3}, new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}, false));
        for (Block block : blocks) {
            x = block(x, block);
        }
        return Tensors.as(ScalarType.Float, then(x, x.mean(2, 3)));
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same tensor, not one with the same values
    private static Tensor block(Tensor x, Block block) {
        FoldedConvolution shortcut = block.shortcut();
        Tensor beside = shortcut == null ? x : shortcut.apply(x, false);
        Tensor y = x;
        int last = block.path().size() - 1;
        for (int i = 0; i < last; i++) {
            Tensor next = block.path().get(i).apply(y, true);
            if (y != beside) {
                y.close();
            }
            y = next;
        }
        block.path().get(last).addTo(beside, y);
        y.close();
        return beside;
    }

    private Tensor head(Tensor features) {
        Tensor x = features;
        for (int i = 0; i < head.size(); i++) {
            x = then(x, torch.linear(x, head.get(i).weight(), head.get(i).biasOption()));
            if (i < head.size() - 1) {
                torch.relu_(x);
            }
        }
        return x;
    }

    private static Tensor then(Tensor before, Tensor after) {
        before.close();
        return after;
    }

    @Override
    public void close() {
        stem.close();
        for (Block block : blocks) {
            block.path().forEach(FoldedConvolution::close);
            if (block.shortcut() != null) {
                block.shortcut().close();
            }
        }
        for (Dense d : head) {
            d.biasOption().close();
            d.bias().close();
            d.weight().close();
        }
    }
}
