package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.LabelledSlices;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Supervision;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FineTuningTest {
    private static final int SIDE = 32;
    private static final Network NETWORK = new Network("resnet18", false, List.of(4), 0);
    private static final ResNetPlan PLAN = ResNetPlan.of(NETWORK);
    private static final float[] TARGETS = {1, 0, 1, 0};
    private static final float[] ONES = {1, 1, 1, 1};

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    /** Random weights with running statistics that are not 0 and 1. */
    private static Map<String, Weight> weights() {
        Map<String, Weight> weights = Parameters.random(PLAN, 3);
        weights.replaceAll((name, weight) -> {
            float[] values = weight.floats();
            if (ResNetPlan.learned(name)) {
                return weight;
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = name.endsWith("var") ? 0.5f + i % 3 * 0.25f : (i % 5 - 2) * 0.05f;
            }
            return Weight.of(values, weight.shape());
        });
        return weights;
    }

    private static float[] images() {
        SplittableRandom random = new SplittableRandom(9);
        float[] images = new float[4 * SIDE * SIDE];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        return images;
    }

    @Test
    void frozen_batch_normalisation_computes_what_inference_does() {
        try (Parameters parameters = Parameters.of(PLAN, weights());
                TrainableNetwork network =
                        new TrainableNetwork(PLAN, parameters, Precision.FLOAT32, 0, FineTuning.BATCHNORM_FROZEN);
                FusedNetwork fused = new FusedNetwork(PLAN, weights(), Precision.FLOAT32, SIDE, 4)) {
            float[] logits = network.step(images(), 1, SIDE, TARGETS, ONES, new SplittableRandom(1))
                    .logits();
            assertArrayEquals(fused.logits(images(), SIDE), logits, 1e-4f);
        }
    }

    @Test
    void a_network_with_frozen_batch_normalisation_learns_and_leaves_every_part_of_it_alone() {
        Map<String, Weight> before = weights();
        try (Parameters parameters = Parameters.of(PLAN, before);
                TrainableNetwork network =
                        new TrainableNetwork(PLAN, parameters, Precision.FLOAT32, 0, FineTuning.BATCHNORM_FROZEN);
                AdamW adam = new AdamW(network.learned(), Recipe.Optimiser.adam(1e-4, 0.9))) {
            double first = step(network, adam);
            double last = first;
            for (int i = 0; i < 6; i++) {
                last = step(network, adam);
            }
            assertTrue(last < first, first + " to " + last);
            Map<String, Weight> after = parameters.weights();
            for (ResNetPlan.Convolution c : PLAN.convolutions()) {
                assertNotEquals(before.get(c.name() + ".weight"), after.get(c.name() + ".weight"));
                for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
                    assertEquals(before.get(c.norm() + part), after.get(c.norm() + part));
                }
            }
        }
    }

    private static double step(TrainableNetwork network, AdamW adam) {
        double loss = network.step(images(), 1, SIDE, TARGETS, ONES, new SplittableRandom(1))
                .loss();
        adam.step(1);
        return loss;
    }

    /** Counts reads of another set of slices. */
    private record Counting(LabelledSlices slices, AtomicInteger reads) implements LabelledSlices {
        @Override
        public int size() {
            return slices.size();
        }

        @Override
        public boolean compressed(int index) {
            return slices.compressed(index);
        }

        @Override
        public float[] grey(int index) throws IOException {
            reads.incrementAndGet();
            return slices.grey(index);
        }
    }

    private static Recipe prefix(int stages) {
        return SmallRecipe.of(
                NETWORK,
                SIDE,
                "fine_tuning=frozen-prefix " + stages,
                "stopping={minimum_epochs: 0, maximum_epochs: 3, patience: 9}");
    }

    /** Weights after three epochs with features kept up to a number of bytes. */
    private Map<String, Weight> train(Recipe recipe, Map<String, Weight> initial, LabelledSlices slices, long byteLimit)
            throws Exception {
        Path run = Files.createTempDirectory(folder, "run");
        RunDirectory directory = new RunDirectory(run);
        directory.create(recipe);
        try (TrainingLoop loop =
                new TrainingLoop(slices, new TrainingTest.Halves(4, 2), recipe, directory, initial, byteLimit)) {
            loop.run(Supervision.of(Progress.NONE));
        }
        assertFalse(Files.exists(directory.features()));
        return directory.load().orElseThrow().weights();
    }

    @Test
    void a_frozen_prefix_stays_as_it_is_and_the_rest_learns() throws Exception {
        Map<String, Weight> before = weights();
        Map<String, Weight> after = train(prefix(2), before, new TrainingTest.Halves(10, 1), Long.MAX_VALUE);
        for (String name : before.keySet()) {
            boolean frozen = name.matches("(conv1|bn1|layer1|layer2)\\..*");
            assertEquals(frozen, Objects.equals(before.get(name), after.get(name)), name);
        }
    }

    @Test
    void kept_features_give_the_weights_of_computed_ones_bit_for_bit() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        LabelledSlices slices = new Counting(new TrainingTest.Halves(10, 1), reads);
        Map<String, Weight> kept = train(prefix(1), weights(), slices, Long.MAX_VALUE);
        assertEquals(10, reads.getAndSet(0));
        Map<String, Weight> computed = train(prefix(1), weights(), slices, 0);
        assertEquals(30, reads.getAndSet(0));
        assertEquals(kept, computed);
        Map<String, Weight> some = train(prefix(1), weights(), slices, 4L * 64 * 8 * 8 * 4);
        assertEquals(4 + 3 * 6, reads.get());
        assertEquals(kept, some);
    }

    @Test
    void the_head_alone_can_learn() throws Exception {
        Map<String, Weight> before = weights();
        Map<String, Weight> after = train(prefix(4), before, new TrainingTest.Halves(10, 1), Long.MAX_VALUE);
        before.forEach((name, weight) -> assertEquals(!name.startsWith("head."), weight.equals(after.get(name)), name));
    }
}
