package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
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
 * A network for prediction: a {@link FusedTrunk} in one of three precisions, and a head that computes in float32. Holds native
 * memory: close it.
 */
@SuppressWarnings("try") // InferenceMode is a guard: it works by being there
final class FusedNetwork implements AutoCloseable {
    private final Precision precision;
    private final int planes;
    private final FusedTrunk trunk;
    private final @Nullable EightBitSteps steps;
    private final List<Dense> head = new ArrayList<>();

    private record Dense(Tensor weight, Tensor bias, TensorOptional biasOption) {}

    /** A network packed for batches of {@code batch} images of {@code size * size} pixels; others work, but slower. */
    FusedNetwork(ResNetPlan plan, Map<String, Weight> weights, Precision precision, int size, int batch) {
        this(plan, weights, precision, null, new Images(batch, size));
    }

    /** Likewise, in whole numbers of eight bits. */
    FusedNetwork(ResNetPlan plan, Map<String, Weight> weights, EightBitSteps steps, int size, int batch) {
        this(plan, weights, Precision.INT8, steps, new Images(batch, size));
    }

    private FusedNetwork(
            ResNetPlan plan,
            Map<String, Weight> weights,
            Precision precision,
            @Nullable EightBitSteps steps,
            Images expected) {
        this.precision = precision;
        this.steps = steps;
        this.planes = plan.channels().planes();
        try (InferenceMode inference = new InferenceMode()) {
            this.trunk = steps == null
                    ? new FusedTrunk(plan, plan.blocks().size(), weights, precision, expected)
                    : EightBitTrunk.of(plan, weights, steps, expected);
            for (ResNetPlan.Dense d : plan.head()) {
                Tensor bias = Tensors.of(weight(weights, d.name() + ".bias"));
                head.add(new Dense(Tensors.of(weight(weights, d.name() + ".weight")), bias, new TensorOptional(bias)));
            }
        }
    }

    private static Weight weight(Map<String, Weight> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    /** One logit per image; {@code size * size} grey values for each plane of each. */
    float[] logits(float[] grey, int size) {
        try (InferenceMode inference = new InferenceMode();
                Tensor logits = head(features(grey, size))) {
            return Tensors.toArray(logits);
        }
    }

    /** Logit and pooled features of each image, given as to {@link #logits}. */
    List<SliceReading> read(float[] grey, int size) {
        try (InferenceMode inference = new InferenceMode()) {
            Tensor pooled = features(grey, size);
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

    /** Pooled features {@code [n, channels]} in float32. */
    private Tensor features(float[] grey, int size) {
        if (steps == null) {
            Tensor x = trunk.features(Tensors.images(grey, planes, size, precision));
            return Tensors.as(ScalarType.Float, then(x, x.mean(2, 3)));
        }
        Tensor x = trunk.features(Tensors.bytes(grey, planes, size));
        try (Tensor numbers = Tensors.as(ScalarType.Float, x);
                Scalar step = new Scalar(steps.last().step())) {
            Tensor mean = numbers.mean(2, 3);
            mean.mul_(step);
            return mean;
        }
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
        trunk.close();
        for (Dense d : head) {
            d.biasOption().close();
            d.bias().close();
            d.weight().close();
        }
    }
}
