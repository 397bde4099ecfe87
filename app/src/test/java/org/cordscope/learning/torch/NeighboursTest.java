package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.cordscope.learning.Channels;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.LabelledSlices;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.saliency.MappedSlice;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three neighbouring slices as the three channels. */
final class NeighboursTest {
    private static final int SIDE = 32;
    private static final int AREA = SIDE * SIDE;
    private static final Network NETWORK = new Network("resnet18", false, List.of(4), 0, Channels.NEIGHBOURS);
    private static final ResNetPlan PLAN = ResNetPlan.of(NETWORK);
    private static final Recipe RECIPE = SmallRecipe.of(NETWORK, SIDE);

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    private static float[] noise(int values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] noise = new float[values];
        for (int i = 0; i < values; i++) {
            noise[i] = (float) random.nextDouble();
        }
        return noise;
    }

    private static float[] logits(Network network, float[] image) {
        ResNetPlan plan = ResNetPlan.of(network);
        try (FusedNetwork fused = new FusedNetwork(plan, Parameters.random(plan, 1), Precision.FLOAT32, SIDE, 1)) {
            return fused.logits(image, SIDE);
        }
    }

    @Test
    void three_equal_slices_are_one_repeated() {
        float[] own = noise(AREA, 1);
        float[] image = Channels.NEIGHBOURS.image(own, own, own);
        assertArrayEquals(logits(new Network("resnet18", false, List.of(4), 0), own), logits(NETWORK, image), 1e-4f);
    }

    @Test
    void each_neighbour_changes_what_the_network_says() {
        float[] own = noise(AREA, 1);
        float[] other = noise(AREA, 2);
        float same = logits(NETWORK, Channels.NEIGHBOURS.image(own, own, own))[0];
        float below = logits(NETWORK, Channels.NEIGHBOURS.image(other, own, own))[0];
        float above = logits(NETWORK, Channels.NEIGHBOURS.image(own, own, other))[0];
        assertNotEquals(same, below);
        assertNotEquals(same, above);
        assertNotEquals(below, above);
    }

    @Test
    void training_sees_the_planes_that_inference_sees() {
        float[] images = noise(2 * 3 * AREA, 3);
        try (Parameters parameters = Parameters.of(PLAN, Parameters.random(PLAN, 1));
                TrainableNetwork network =
                        new TrainableNetwork(PLAN, parameters, Precision.FLOAT32, 0, FineTuning.BATCHNORM_FROZEN);
                FusedNetwork fused = new FusedNetwork(PLAN, Parameters.random(PLAN, 1), Precision.FLOAT32, SIDE, 2)) {
            float[] trained = network.step(
                            images, 3, SIDE, new float[] {1, 0}, new float[] {1, 1}, new SplittableRandom(1))
                    .logits();
            assertArrayEquals(fused.logits(images, SIDE), trained, 1e-3f);
        }
    }

    /** Noise of three planes, brighter above where the label is 1: the slice itself tells nothing. */
    private record BrightAbove(int size) implements LabelledSlices {
        @Override
        public boolean compressed(int index) {
            return index % 2 == 0;
        }

        @Override
        public float[] grey(int index) {
            float[] image = noise(3 * AREA, index);
            for (int i = 2 * AREA; i < image.length; i++) {
                image[i] = 0.5f * image[i] + (compressed(index) ? 0.5f : 0);
            }
            return image;
        }
    }

    @Test
    void a_network_learns_from_a_neighbour_and_its_model_codes_three_planes() throws Exception {
        Recipe recipe = SmallRecipe.with(RECIPE, "stopping={minimum_epochs: 6, maximum_epochs: 6, patience: 6}");
        LabelledSlices slices = new BrightAbove(24);
        TrainingResult result = TorchTraining.run(slices, slices, recipe, folder.resolve("run"), Progress.NONE);
        assertEquals(1.0, result.epochs().get(result.bestEpoch() - 1).validationAuc());
        try (TorchClassifier classifier = TorchClassifier.open(result.bestModel(), Precision.FLOAT32)) {
            assertEquals(Channels.NEIGHBOURS, classifier.recipe().network().channels());
            double[] probabilities = classifier.probabilities(List.of(slices.grey(0), slices.grey(1)));
            assertEquals(true, probabilities[0] > probabilities[1], Arrays.toString(probabilities));
            float[] one = noise(AREA, 1);
            assertThrows(IllegalArgumentException.class, () -> classifier.probabilities(List.of(one)));
        }
    }

    @Test
    void a_map_of_neighbours_counts_in_all_three_slices() throws IOException {
        Path model = folder.resolve("model.safetensors");
        new ModelFile(RECIPE, Parameters.random(PLAN, 1)).write(model);
        float[] image = noise(3 * AREA, 4);
        try (TorchMapper mapper = TorchMapper.open(model, 1);
                TorchClassifier classifier = TorchClassifier.open(model, Precision.FLOAT32)) {
            MappedSlice mapped = mapper.map(List.of(MapMethod.values()), image);
            assertEquals(classifier.probabilities(List.of(image))[0], mapped.probability(), 1e-5);
            for (MapMethod method : MapMethod.values()) {
                assertEquals(SIDE, mapped.map(method).rows());
                assertEquals(SIDE, mapped.map(method).columns());
            }
            float[] attributed = mapper.integratedGradients(image, SIDE, 256);
            assertEquals(AREA, attributed.length);
            double sum = 0;
            for (float value : attributed) {
                sum += value;
            }
            double gain = mapper.logits(image, SIDE)[0] - mapper.logits(new float[3 * AREA], SIDE)[0];
            assertEquals(gain, sum, 0.02 * Math.abs(gain) + 1e-3);
            float[] one = noise(AREA, 1);
            assertThrows(IllegalArgumentException.class, () -> mapper.map(List.of(MapMethod.GRAD_CAM), one));
        }
    }
}
