package org.cordscope.learning.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.OutputLimits;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.torch.FoldedConvolution.Images;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.Weight;

/** The limits of a trained network's outputs. */
@SuppressWarnings("try") // InferenceMode is a guard: it works by being there
public final class TorchLimits implements OutputLimits {
    private final int planes;
    private final int size;
    private final FusedTrunk trunk;
    private final Map<String, Double> sums = new TreeMap<>();
    private long images;

    private TorchLimits(Recipe recipe, Map<String, Weight> weights) {
        ResNetPlan plan = ResNetPlan.of(recipe.network());
        this.planes = plan.channels().planes();
        this.size = recipe.preprocessing().size();
        try (InferenceMode inference = new InferenceMode()) {
            this.trunk = new FusedTrunk(
                    plan, plan.blocks().size(), weights, Precision.FLOAT32, new Images(TorchClassifier.BATCH, size));
        }
    }

    /** Opens a model; whatever is wrong with the file is a {@link org.cordscope.study.UserFacingException}. */
    public static TorchLimits open(Path model) {
        ModelFile file = TorchClassifier.check(model);
        Libtorch.load();
        return new TorchLimits(file.recipe(), file.weights());
    }

    @Override
    public void see(List<float[]> greyImages) {
        for (int start = 0; start < greyImages.size(); start += TorchClassifier.BATCH) {
            List<float[]> some = greyImages.subList(start, Math.min(greyImages.size(), start + TorchClassifier.BATCH));
            float[] joined = TorchClassifier.joined(some, planes, size);
            try (InferenceMode inference = new InferenceMode();
                    Tensor features = trunk.features(
                            Tensors.images(joined, planes, size, Precision.FLOAT32),
                            (name, output) -> sums.merge(name, largest(output), Double::sum))) {
                images += some.size();
            }
        }
    }

    /** Sum over the images of the largest magnitude in each. */
    private static double largest(Tensor output) {
        try (Tensor magnitude = output.abs();
                Tensor largest = magnitude.amax(new long[] {1, 2, 3}, false);
                Tensor sum = largest.sum()) {
            return sum.item_float();
        }
    }

    @Override
    public SortedMap<String, Double> limits() {
        if (images == 0) {
            throw new IllegalStateException("no image was seen");
        }
        SortedMap<String, Double> limits = new TreeMap<>();
        sums.forEach((name, sum) -> limits.put(name, Math.max(sum / images, Float.MIN_NORMAL)));
        return limits;
    }

    @Override
    public void close() {
        trunk.close();
    }
}
