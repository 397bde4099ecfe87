package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.Precision;
import org.cordscope.learning.torch.FoldedConvolution.Images;
import org.cordscope.learning.weights.Weight;
import org.jspecify.annotations.Nullable;

/**
 * The stem and the first blocks of a network for prediction: batch normalisation folded into the filters, filters packed
 * once, addition and ReLU inside the convolution. Call it in inference mode only. Holds native memory: close it.
 */
final class FusedTrunk implements AutoCloseable {
    private final Layer stem;
    private final UnaryOperator<Tensor> pool;
    private final List<Block> blocks = new ArrayList<>();

    private record Layer(String name, TrunkLayer convolution) {}

    private record Block(List<Layer> path, @Nullable Layer shortcut) {}

    /**
     * A trunk packed for certain images.
     *
     * @param blockCount blocks of the plan from the first on
     */
    FusedTrunk(ResNetPlan plan, int blockCount, Map<String, Weight> weights, Precision precision, Images expected) {
        this(
                plan,
                blockCount,
                (c, images) -> new FoldedConvolution(c, FoldedFilters.of(plan, c, weights), precision, images),
                FusedTrunk::pooled,
                expected);
    }

    /**
     * A trunk of other layers.
     *
     * @param pool maximum over 3 x 3 with stride 2; leaves its argument open
     */
    FusedTrunk(ResNetPlan plan, int blockCount, TrunkLayer.Maker maker, UnaryOperator<Tensor> pool, Images expected) {
        this.pool = pool;
        this.stem = layer(plan.stem(), maker, expected);
        Images images = expected.after(2).after(2);
        for (ResNetPlan.Block block : plan.blocks().subList(0, blockCount)) {
            images = add(block, maker, images);
        }
    }

    private Images add(ResNetPlan.Block block, TrunkLayer.Maker maker, Images images) {
        List<Layer> path = new ArrayList<>();
        Images inner = images;
        for (ResNetPlan.Convolution c : block.path()) {
            path.add(layer(c, maker, inner));
            inner = inner.after(c.stride());
        }
        ResNetPlan.Convolution c = block.shortcut();
        blocks.add(new Block(path, c == null ? null : layer(c, maker, images)));
        return inner;
    }

    private static Layer layer(ResNetPlan.Convolution c, TrunkLayer.Maker maker, Images images) {
        return new Layer(c.name(), maker.make(c, images));
    }

    private static Tensor pooled(Tensor x) {
        return torch.max_pool2d(x, new long[] {3, 3}, new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}, false);
    }

    /** Feature maps {@code [n, channels, rows, columns]}; closes the images. */
    Tensor features(Tensor images) {
        return features(images, (name, output) -> {});
    }

    /**
     * Likewise, watched.
     *
     * @param seen gets the output of each convolution by its name, of the last of a block after addition and ReLU; it must
     *     neither keep nor close it
     */
    Tensor features(Tensor images, BiConsumer<String, Tensor> seen) {
        Tensor x = then(images, stem.convolution().apply(images, true));
        seen.accept(stem.name(), x);
        x = then(x, pool.apply(x));
        for (Block block : blocks) {
            x = block(x, block, seen);
        }
        return x;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same tensor, not one with the same values
    private static Tensor block(Tensor x, Block block, BiConsumer<String, Tensor> seen) {
        Layer shortcut = block.shortcut();
        Tensor beside = x;
        if (shortcut != null) {
            beside = shortcut.convolution().apply(x, false);
            seen.accept(shortcut.name(), beside);
        }
        Tensor y = x;
        int last = block.path().size() - 1;
        for (Layer layer : block.path().subList(0, last)) {
            Tensor next = layer.convolution().apply(y, true);
            seen.accept(layer.name(), next);
            if (y != beside) {
                y.close();
            }
            y = next;
        }
        Layer end = block.path().get(last);
        end.convolution().addTo(beside, y);
        seen.accept(end.name(), beside);
        y.close();
        return beside;
    }

    private static Tensor then(Tensor before, Tensor after) {
        before.close();
        return after;
    }

    @Override
    public void close() {
        stem.convolution().close();
        for (Block block : blocks) {
            block.path().forEach(layer -> layer.convolution().close());
            if (block.shortcut() != null) {
                block.shortcut().convolution().close();
            }
        }
    }
}
