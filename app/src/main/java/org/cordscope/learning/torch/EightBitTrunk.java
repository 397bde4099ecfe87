package org.cordscope.learning.torch;

import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.torch.FoldedConvolution.Images;
import org.cordscope.learning.weights.Weight;

/** A whole {@link FusedTrunk} whose layers compute in whole numbers of eight bits. */
final class EightBitTrunk {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private EightBitTrunk() {}

    static FusedTrunk of(ResNetPlan plan, Map<String, Weight> weights, EightBitSteps steps, Images expected) {
        return new FusedTrunk(
                plan,
                plan.blocks().size(),
                (c, images) -> new EightBitConvolution(c, FoldedFilters.of(plan, c, weights), steps.of(c), images),
                EightBitTrunk::pooled,
                expected);
    }

    /** Maximum over 3 x 3 with stride 2, which libtorch has no quick operator for in eight bits. Leaves its argument open. */
    static Tensor pooled(Tensor x) {
        try (Tensor rows = pooled(x, ROWS)) {
            return pooled(rows, COLUMNS);
        }
    }

    /** Place i of the result is the largest of places 2i - 1, 2i and 2i + 1, as far as they are there. */
    private static Tensor pooled(Tensor x, int dimension) {
        long odds = x.size(dimension) / 2;
        long places = x.size(dimension) - odds;
        try (Tensor even = everySecond(x, dimension, 0);
                Tensor odd = everySecond(x, dimension, 1);
                Tensor ahead = even.narrow(dimension, 0, odds);
                Tensor before = odd.narrow(dimension, 0, places - 1)) {
            Tensor y = even.clone();
            try (Tensor head = y.narrow(dimension, 0, odds);
                    Tensor tail = y.narrow(dimension, 1, places - 1)) {
                torch.maximum_out(head, ahead, odd);
                torch.maximum_out(tail, tail, before);
            }
            return y;
        }
    }

    private static Tensor everySecond(Tensor x, int dimension, long first) {
        try (LongOptional start = new LongOptional(first);
                LongOptional end = new LongOptional(x.size(dimension))) {
            return x.slice(dimension, start, end, 2);
        }
    }
}
