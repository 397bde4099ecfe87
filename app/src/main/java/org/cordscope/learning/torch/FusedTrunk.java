package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.Channels;
import org.cordscope.learning.Precision;
import org.cordscope.learning.torch.FoldedConvolution.Images;
import org.cordscope.learning.weights.Weight;
import org.jspecify.annotations.Nullable;

/**
 * The stem and the first blocks of a network for prediction: batch normalisation folded into the filters, filters packed
 * once, addition and ReLU inside the convolution. Call it in inference mode only. Holds native memory: close it.
 */
final class FusedTrunk implements AutoCloseable {
    private final FoldedConvolution stem;
    private final List<Block> blocks = new ArrayList<>();

    private record Block(
            List<FoldedConvolution> path, @Nullable FoldedConvolution shortcut) {}

    /**
     * A trunk packed for certain images.
     *
     * @param blockCount blocks of the plan from the first on
     */
    FusedTrunk(ResNetPlan plan, int blockCount, Map<String, Weight> weights, Precision precision, Images expected) {
        this.stem = plan.channels() == Channels.GREY_REPEATED
                ? FoldedConvolution.stem(plan.stem(), weights, precision, expected)
                : FoldedConvolution.of(plan.stem(), weights, precision, expected);
        Images images = expected.after(2).after(2);
        for (ResNetPlan.Block block : plan.blocks().subList(0, blockCount)) {
            images = add(block, weights, precision, images);
        }
    }

    private Images add(ResNetPlan.Block block, Map<String, Weight> weights, Precision precision, Images images) {
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

    /** Feature maps {@code [n, channels, rows, columns]}; closes the images. */
    Tensor features(Tensor images) {
        Tensor x = then(images, stem.apply(images, true));
        x = then(
                x,
                torch.max_pool2d(x, new long[] {3, 3}, new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}, false));
        for (Block block : blocks) {
            x = block(x, block);
        }
        return x;
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
    }
}
