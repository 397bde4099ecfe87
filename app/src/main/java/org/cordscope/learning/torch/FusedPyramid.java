package org.cordscope.learning.torch;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.Precision;
import org.cordscope.learning.torch.FoldedConvolution.Images;
import org.cordscope.learning.torch.ResNetPlan.Convolution;
import org.cordscope.learning.weights.Weight;

/**
 * A {@link PyramidPlan} for prediction: batch normalisation folded into packed filters, addition and ReLU inside the
 * convolution. Holds native memory: close it.
 */
@SuppressWarnings("try") // inference mode works by being open
final class FusedPyramid implements AutoCloseable, PyramidNetwork.Layers {
    private final Map<String, FoldedConvolution> convolutions = new HashMap<>();
    private final Map<String, Tensor> arrays = new HashMap<>();
    private final PyramidNetwork network;
    private final Precision precision;
    private final int planes;

    /**
     * What each picture was answered.
     *
     * @param places logits, answer after answer; of an attentive network the shares of all answers but the first
     */
    @SuppressWarnings("ArrayRecordComponent") // read once
    record Answers(float[] places, float[] features, float[] whole) {}

    /**
     * A network packed for certain pictures.
     *
     * @param weights with the names of the plan, and perhaps more
     * @param size rows and columns
     * @param batch how many at once are quickest
     */
    FusedPyramid(PyramidPlan plan, Map<String, Weight> weights, Precision precision, int size, int batch) {
        this.precision = precision;
        this.planes = plan.stem().in();
        try (InferenceMode inference = new InferenceMode()) {
            Images images = new Images(batch, size);
            add(plan.stem(), weights, images);
            images = images.after(2);
            for (int stage = 0; stage < plan.stages().size(); stage++) {
                for (ResNetPlan.Block block : plan.stages().get(stage)) {
                    add(block.path().get(0), weights, images);
                    Convolution shortcut = block.shortcut();
                    if (shortcut != null) {
                        add(shortcut, weights, images);
                    }
                    images = images.after(block.path().get(0).stride());
                    add(block.path().get(1), weights, images);
                }
                add(plan.lateral().get(stage), weights, images);
            }
            add(plan.smooth(), weights, new Images(batch, size).after(2));
            for (String name : plan.shapes().keySet()) {
                if (name.startsWith(plan.places().name())
                        || plan.dense().stream().anyMatch(d -> name.startsWith(d.name()))) {
                    arrays.put(name, Tensors.of(Objects.requireNonNull(weights.get(name), name)));
                }
            }
        }
        this.network = new PyramidNetwork(plan, this);
    }

    private void add(Convolution c, Map<String, Weight> weights, Images images) {
        convolutions.put(c.name(), FoldedConvolution.of(c, weights, precision, images));
    }

    /** Answers of all pictures one after the other, given plane after plane. */
    Answers read(float[] values, int size) {
        try (InferenceMode inference = new InferenceMode();
                PyramidNetwork.Answers answers = network.forward(Tensors.images(values, planes, size, precision))) {
            return new Answers(places(answers), Tensors.toArray(answers.features()), Tensors.toArray(answers.whole()));
        }
    }

    private static float[] places(PyramidNetwork.Answers answers) {
        Tensor shares = answers.shares();
        if (shares == null) {
            return Tensors.toArray(answers.places());
        }
        try (Tensor wanted = shares.narrow(1, 1, shares.size(1) - 1)) {
            return Tensors.toArray(wanted);
        }
    }

    @Override
    public Tensor apply(Tensor x, Convolution c, boolean rectify) {
        return convolution(c).apply(x, rectify);
    }

    @Override
    public Tensor addTo(Tensor sum, Tensor x, Convolution c) {
        convolution(c).addTo(sum, x);
        return sum;
    }

    private FoldedConvolution convolution(Convolution c) {
        return Objects.requireNonNull(convolutions.get(c.name()), c.name());
    }

    @Override
    public Tensor array(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    @Override
    public void close() {
        convolutions.values().forEach(FoldedConvolution::close);
        arrays.values().forEach(Pointer::close);
    }
}
