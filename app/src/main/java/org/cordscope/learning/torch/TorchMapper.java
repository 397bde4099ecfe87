package org.cordscope.learning.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.saliency.MappedSlice;
import org.cordscope.learning.saliency.OcclusionSquares;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Cancellation;
import org.cordscope.study.UserFacingException;

/**
 * Activation maps of a model file, in float32. A map of a network that sees neighbours counts in what they show at the same
 * place: gradients are summed over the three planes, and occluded squares cover all of them.
 */
public final class TorchMapper implements ActivationMapper {
    /** Layers by name as torchvision has them, from the logit down to the image. */
    private static final List<String> LAYERS = List.of("head", "layer4", "layer3", "layer2", "layer1", "conv1");

    private static final int BATCH = 8;
    private static final int STEPS = 16;

    private final Recipe recipe;
    private final String sha256;
    private final ResNetPlan plan;
    private final Parameters trained;
    private final Parameters untrained;
    private final boolean owner;
    private final RestingNetwork network;

    private TorchMapper(
            Recipe recipe,
            String sha256,
            Parameters trained,
            Parameters untrained,
            Set<String> randomLayers,
            boolean owner) {
        this.recipe = recipe;
        this.sha256 = sha256;
        this.plan = ResNetPlan.of(recipe.network());
        this.trained = trained;
        this.untrained = untrained;
        this.owner = owner;
        this.network =
                new RestingNetwork(plan, name -> (randomLayers.contains(layer(name)) ? untrained : trained).get(name));
    }

    /**
     * Opens a model; whatever is wrong with the file is a {@link UserFacingException}.
     *
     * @param seed of the weights of layers that are drawn anew; never those that the model's training began with
     */
    public static TorchMapper open(Path model, long seed) {
        ModelFile file = ModelFile.read(model);
        ResNetPlan plan = ResNetPlan.of(file.recipe().network());
        TorchClassifier.refuseOtherNetwork(model, file, plan);
        Libtorch.load();
        try {
            return new TorchMapper(
                    file.recipe(),
                    Sha256.ofFile(model),
                    Parameters.of(plan, file.weights()),
                    Parameters.of(
                            plan, Parameters.random(plan, ~seed == file.recipe().seed() ? seed : ~seed)),
                    Set.of(),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Recipe recipe() {
        return recipe;
    }

    @Override
    public String sha256() {
        return sha256;
    }

    @Override
    public List<String> layers() {
        return LAYERS;
    }

    private static String layer(String tensor) {
        return LAYERS.stream()
                .filter(l -> tensor.startsWith(l + "."))
                .findFirst()
                .orElse("conv1");
    }

    @Override
    public ActivationMapper randomised(Collection<String> layers) {
        if (!LAYERS.containsAll(layers)) {
            throw new IllegalArgumentException("layers are " + LAYERS + ", not " + layers);
        }
        return new TorchMapper(recipe, sha256, trained, untrained, Set.copyOf(layers), false);
    }

    @Override
    public MappedSlice map(Collection<MapMethod> methods, float[] grey) {
        int size = recipe.preprocessing().size();
        if (grey.length != planes() * size * size) {
            throw new IllegalArgumentException(
                    "image has " + grey.length + " values, the model wants " + planes() + " x " + size + " x " + size);
        }
        Map<MapMethod, ActivationMap> maps = new EnumMap<>(MapMethod.class);
        float logit;
        try (RestingNetwork.Trunk trunk = network.trunk(images(grey, size));
                Tensor features = network.features(trunk.convolved(), trunk.beside());
                Tensor logits = network.logits(features)) {
            logit = logits.item_float();
            if (methods.contains(MapMethod.KERAS_VIS)) {
                maps.put(MapMethod.KERAS_VIS, ofLastConvolution(trunk).gradCam(size));
            }
            if (methods.contains(MapMethod.GRAD_CAM) || methods.contains(MapMethod.GRAD_CAM_PLUS_PLUS)) {
                ClassActivation activation = ofFeatures(features);
                maps.put(MapMethod.GRAD_CAM, activation.gradCam(size));
                maps.put(MapMethod.GRAD_CAM_PLUS_PLUS, activation.gradCamPlusPlus(size));
            }
        }
        if (methods.contains(MapMethod.INTEGRATED_GRADIENTS)) {
            maps.put(
                    MapMethod.INTEGRATED_GRADIENTS,
                    ActivationMap.scaled(size, size, integratedGradients(grey, size, STEPS)));
        }
        if (methods.contains(MapMethod.OCCLUSION)) {
            maps.put(MapMethod.OCCLUSION, ActivationMap.scaled(size, size, occlusion(grey, size, logit)));
        }
        maps.keySet().retainAll(methods);
        return new MappedSlice(1 / (1 + Math.exp(-logit)), maps);
    }

    private int planes() {
        return plan.channels().planes();
    }

    private Tensor images(float[] grey, int size) {
        return Tensors.images(grey, planes(), size, Precision.FLOAT32);
    }

    private ClassActivation ofLastConvolution(RestingNetwork.Trunk trunk) {
        try (Tensor leaf = leaf(trunk.convolved());
                Tensor features = network.features(leaf, trunk.beside());
                Tensor logits = network.logits(features)) {
            return activation(leaf, logits);
        }
    }

    private ClassActivation ofFeatures(Tensor features) {
        try (Tensor leaf = leaf(features);
                Tensor logits = network.logits(leaf)) {
            return activation(leaf, logits);
        }
    }

    private static Tensor leaf(Tensor tensor) {
        Tensor leaf = tensor.detach();
        leaf.set_requires_grad(true);
        return leaf;
    }

    private static ClassActivation activation(Tensor leaf, Tensor logits) {
        logits.backward();
        try (Tensor gradient = leaf.grad();
                Tensor values = leaf.detach()) {
            return new ClassActivation(
                    (int) leaf.size(1), (int) leaf.size(2), Tensors.toArray(values), Tensors.toArray(gradient));
        }
    }

    /**
     * Midpoint rule along the straight way from black to the image, summed over its planes; the sum of the map is the logit's
     * gain on that way.
     */
    float[] integratedGradients(float[] grey, int size, int steps) {
        double[] sum = new double[grey.length];
        for (int start = 0; start < steps; start += BATCH) {
            Cancellation.check();
            int count = Math.min(BATCH, steps - start);
            float[] batch = new float[count * grey.length];
            for (int k = 0; k < count; k++) {
                float share = (start + k + 0.5f) / steps;
                for (int i = 0; i < grey.length; i++) {
                    batch[k * grey.length + i] = share * grey[i];
                }
            }
            float[] gradients = inputGradients(batch, size);
            for (int i = 0; i < gradients.length; i++) {
                sum[i % grey.length] += gradients[i];
            }
        }
        float[] map = new float[size * size];
        for (int i = 0; i < grey.length; i++) {
            map[i % map.length] += (float) (grey[i] * sum[i] / steps);
        }
        return map;
    }

    private float[] inputGradients(float[] batch, int size) {
        try (Tensor plain = images(batch, size);
                Tensor images = leaf(plain);
                Tensor logits = network.logitsOfImages(new Tensor(images));
                Tensor sum = logits.sum()) {
            sum.backward();
            try (Tensor gradient = images.grad()) {
                return Tensors.toArray(gradient);
            }
        }
    }

    private float[] occlusion(float[] grey, int size, float logit) {
        OcclusionSquares squares = new OcclusionSquares(grey, size); // over every plane
        for (int first = 0; first < squares.count(); first += BATCH) {
            Cancellation.check();
            int count = Math.min(BATCH, squares.count() - first);
            float[] logits = logits(squares.covered(first, count), size);
            for (int k = 0; k < count; k++) {
                squares.note(first + k, logit - logits[k]);
            }
        }
        return squares.meanLoss();
    }

    /** Logits of several images. */
    float[] logits(float[] batch, int size) {
        try (Tensor logits = network.logitsOfImages(images(batch, size))) {
            return Tensors.toArray(logits);
        }
    }

    /** Frees the weights; a network with randomised layers only borrows them. */
    @Override
    public void close() {
        if (owner) {
            trained.close();
            untrained.close();
        }
    }
}
