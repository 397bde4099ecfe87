package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.saliency.MappedSlice;
import org.cordscope.learning.saliency.OcclusionSquares;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.Weight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MapperTest {
    private static final int SIDE = 64;

    @TempDir
    Path folder;

    private Recipe recipe = recipe("resnet18", List.of(8));
    private Path model = Path.of("");
    private float[] grey = new float[0];

    private static Recipe recipe(String trunk, List<Integer> hidden) {
        return SmallRecipe.of(new Network(trunk, false, hidden, 0.3), SIDE, "seed=4");
    }

    @BeforeEach
    void write_a_model() throws IOException {
        model = write(recipe);
        SplittableRandom random = new SplittableRandom(5);
        grey = new float[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (float) random.nextDouble();
        }
    }

    private Path write(Recipe of) throws IOException {
        recipe = of;
        Path file = folder.resolve(of.network().trunk() + of.network().hidden().size());
        new ModelFile(of, Parameters.random(ResNetPlan.of(of.network()), of.seed())).write(file);
        return file;
    }

    @Test
    void every_method_gives_a_map_on_the_images_grid_and_the_classifiers_probability() throws IOException {
        for (Path file : List.of(model, write(recipe("resnet50", List.of(8, 8))))) {
            try (TorchMapper mapper = TorchMapper.open(file, 1);
                    TorchClassifier classifier = TorchClassifier.open(file, Precision.FLOAT32)) {
                MappedSlice slice = mapper.map(EnumSet.allOf(MapMethod.class), grey);
                assertEquals(classifier.probabilities(List.of(grey))[0], slice.probability(), 1e-5);
                assertEquals(EnumSet.allOf(MapMethod.class), slice.maps().keySet());
                for (ActivationMap map : slice.maps().values()) {
                    assertEquals(SIDE, map.rows());
                    assertEquals(SIDE, map.columns());
                }
            }
        }
    }

    @Test
    void integrated_gradients_add_up_to_what_the_logit_gains_over_a_black_image() {
        try (TorchMapper mapper = TorchMapper.open(model, 1)) {
            float[] both = Arrays.copyOf(grey, 2 * grey.length); // the second is black
            float[] logits = mapper.logits(both, SIDE);
            float[] map = mapper.integratedGradients(grey, SIDE, 200);
            double sum = IntStream.range(0, map.length).mapToDouble(i -> map[i]).sum();
            assertEquals(logits[0] - logits[1], sum, 0.02 * Math.abs(logits[0] - logits[1]));
        }
    }

    @Test
    void with_a_single_layer_as_head_grad_cam_is_the_class_activation_map() throws IOException {
        ResNetPlan plan = ResNetPlan.of(recipe("resnet18", List.of()).network());
        Map<String, Weight> weights = Parameters.random(plan, 3);
        try (Parameters parameters = Parameters.of(plan, weights);
                Tensor images = Tensors.images(grey, SIDE, Precision.FLOAT32)) {
            RestingNetwork network = new RestingNetwork(plan, parameters::get);
            try (RestingNetwork.Trunk trunk = network.trunk(new Tensor(images));
                    Tensor features = network.features(trunk.convolved(), trunk.beside())) {
                int side = (int) features.size(2);
                float[] maps = Tensors.toArray(features);
                float[] head = weight(weights, "head.0.weight");
                float[] expected = new float[side * side];
                for (int i = 0; i < maps.length; i++) {
                    expected[i % expected.length] += head[i / expected.length] * maps[i];
                }
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = Math.max(0, expected[i]);
                }
                Path file = write(recipe("resnet18", List.of()));
                new ModelFile(recipe, weights).write(file);
                try (TorchMapper mapper = TorchMapper.open(file, 1)) {
                    ActivationMap map =
                            mapper.map(List.of(MapMethod.GRAD_CAM), grey).map(MapMethod.GRAD_CAM);
                    assertArrayEquals(
                            ActivationMap.scaled(side, side, expected)
                                    .resampled(SIDE, SIDE, 1, 1)
                                    .values(),
                            map.values(),
                            1e-4f);
                }
            }
        }
    }

    private static float[] weight(Map<String, Weight> weights, String name) {
        Weight weight = weights.get(name);
        if (weight == null) {
            throw new AssertionError(name);
        }
        return weight.floats();
    }

    @Test
    void grad_cam_plus_plus_weighs_gradients_by_their_share() {
        // two channels of 2 x 2: the second has a negative gradient, which counts in Grad-CAM only
        float[] activations = {4, 0, 0, 0, 0, 0, 0, 4};
        float[] gradients = {1, 1, 1, 1, -2, -2, -2, -2};
        ClassActivation both = new ClassActivation(2, 2, activations, gradients);
        assertArrayEquals(new float[] {1, 0, 0, 0}, both.gradCam(2).values());
        assertArrayEquals(new float[] {1, 0, 0, 0}, both.gradCamPlusPlus(2).values());
        float[] positive = {1, 1, 1, 1, 2, 2, 2, 2};
        // weights: 4 * 1/(2 + 4) * 1 = 2/3 and 4 * 4/(8 + 8 * 4) * 2 = 0.8
        assertArrayEquals(
                new float[] {(float) (2 / 3.0 / 0.8), 0, 0, 1},
                new ClassActivation(2, 2, activations, positive)
                        .gradCamPlusPlus(2)
                        .values(),
                1e-6f);
    }

    @Test
    void covering_a_grey_image_with_its_own_grey_changes_nothing() {
        try (TorchMapper mapper = TorchMapper.open(model, 1)) {
            Arrays.fill(grey, 0.5f);
            float[] values = mapper.map(List.of(MapMethod.OCCLUSION), grey)
                    .map(MapMethod.OCCLUSION)
                    .values();
            assertTrue(values.length == SIDE * SIDE);
            OcclusionSquares squares = new OcclusionSquares(grey, SIDE);
            assertArrayEquals(grey, squares.covered(0, 1));
        }
    }

    @Test
    void squares_reach_every_pixel_and_losses_are_averaged_where_they_overlap() {
        OcclusionSquares squares = new OcclusionSquares(grey, SIDE);
        for (int i = 0; i < squares.count(); i++) {
            squares.note(i, 3);
        }
        float[] all = new float[SIDE * SIDE];
        Arrays.fill(all, 3);
        assertArrayEquals(all, squares.meanLoss());
    }

    @Test
    void a_network_with_layers_drawn_anew_differs_and_leaves_the_trained_one_as_it_was() {
        Set<MapMethod> methods = EnumSet.of(MapMethod.GRAD_CAM, MapMethod.INTEGRATED_GRADIENTS);
        try (TorchMapper mapper = TorchMapper.open(model, 1)) {
            assertEquals(List.of("head", "layer4", "layer3", "layer2", "layer1", "conv1"), mapper.layers());
            MappedSlice before = mapper.map(methods, grey);
            for (String layer : mapper.layers()) {
                try (ActivationMapper other = mapper.randomised(List.of(layer))) {
                    assertNotEquals(
                            before.probability(), other.map(methods, grey).probability(), layer);
                }
            }
            MappedSlice after = mapper.map(methods, grey);
            assertEquals(before.probability(), after.probability());
            assertThrows(IllegalArgumentException.class, () -> mapper.randomised(List.of("layer9")));
            assertThrows(IllegalArgumentException.class, () -> mapper.map(methods, new float[7]));
        }
    }

    @Test
    void the_weights_drawn_anew_are_never_those_that_training_began_with() {
        // the model was written with the weights of seed 4, untrained
        for (long seed : new long[] {4, ~4L}) {
            try (TorchMapper mapper = TorchMapper.open(model, seed);
                    ActivationMapper other = mapper.randomised(mapper.layers())) {
                assertFalse(mapper.map(List.of(), grey).probability()
                        == other.map(List.of(), grey).probability());
            }
        }
    }
}
