package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.FineTuning.BatchNorm;
import org.cordscope.learning.LabelledSlices;
import org.cordscope.learning.Loss;
import org.cordscope.learning.Network;
import org.cordscope.learning.Optimizer;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Schedule;
import org.cordscope.learning.Supervision;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.Weight;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each option of a recipe does what it says. */
final class RecipeOptionsTest {
    private static final int SIDE = 32;
    private static final LabelledSlices TRAINING = new Stripes(24, 1);
    private static final LabelledSlices VALIDATION = new Stripes(12, 2);

    @TempDir
    Path folder;

    /** Noise, brighter in the upper half where the label is 1. */
    private record Stripes(int size, long seed) implements LabelledSlices {
        @Override
        public boolean compressed(int index) {
            return index % 2 == 0;
        }

        @Override
        public float[] grey(int index) {
            SplittableRandom random = new SplittableRandom(seed * 1000 + index);
            float[] grey = new float[SIDE * SIDE];
            for (int i = 0; i < grey.length; i++) {
                boolean bright = i < grey.length / 2 == compressed(index);
                grey[i] = (float) (0.6 * random.nextDouble() + (bright ? 0.4 : 0));
            }
            return grey;
        }
    }

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    private static Recipe recipe(String... settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("network.hidden", "[16]");
        all.put("preprocessing", "{size: 32, field_of_view_mm: 0, low_percentile: 0, high_percentile: 100}");
        all.put("batch", "8");
        all.put("stopping", "{minimum_epochs: 2, maximum_epochs: 2, patience: 5}");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return RecipeText.with(Recipe.quick(Precision.FLOAT32, 7), all);
    }

    private TrainingResult train(String name, Recipe recipe) throws IOException, InterruptedException {
        return TorchTraining.run(TRAINING, VALIDATION, recipe, folder.resolve(name), Progress.NONE);
    }

    private Map<String, Weight> last(String name) throws Exception {
        return SafeTensors.read(folder.resolve(name).resolve("checkpoints/last/model.safetensors"))
                .weights();
    }

    private String hash(String name, String file) throws IOException {
        return Sha256.ofFile(folder.resolve(name).resolve("checkpoints").resolve(file));
    }

    /** A parameter of two rows and one of two numbers, each with a gradient. */
    private static Map<String, Tensor> parameters(float gradient) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("filter", Tensors.of(new float[] {1, 2, 3, 4}, 2, 2));
        parameters.put("bias", Tensors.of(new float[] {1, 2}, 2));
        parameters.values().forEach(p -> {
            p.set_requires_grad(true);
            try (Tensor sum = p.sum();
                    Scalar factor = new Scalar((double) gradient);
                    Tensor scaled = sum.mul(factor)) {
                scaled.backward();
            }
        });
        return parameters;
    }

    /** The first step of Adam goes by the learning rate whatever the gradient; decay takes rate x decay x weight before. */
    @Test
    void weight_decay_shrinks_filters_and_leaves_biases() {
        Map<String, Tensor> parameters = parameters(2);
        try (Adam adam = new Adam(parameters, new Optimizer(0.1, 0.9, 0.5, null))) {
            adam.step(1);
        }
        assertArrayEquals(
                new float[] {0.95f - 0.1f, 1.9f - 0.1f, 2.85f - 0.1f, 3.8f - 0.1f},
                Tensors.toArray(parameters.get("filter")),
                1e-5f);
        assertArrayEquals(new float[] {0.9f, 1.9f}, Tensors.toArray(parameters.get("bias")), 1e-5f);
    }

    @Test
    void a_schedule_multiplies_the_step() {
        Map<String, Tensor> parameters = parameters(2);
        try (Adam adam = new Adam(parameters, Optimizer.adam(0.1, 0.9))) {
            adam.step(0.25);
        }
        assertArrayEquals(new float[] {0.975f, 1.975f}, Tensors.toArray(parameters.get("bias")), 1e-5f);
    }

    @Test
    void gradients_together_are_shortened_to_the_norm_and_shorter_ones_stay() {
        Map<String, Tensor> parameters = parameters(2);
        assertEquals(Math.sqrt(6 * 4), Gradients.shorten(parameters.values(), 1), 1e-5);
        float expected = (float) (2 / Math.sqrt(24));
        try (Tensor gradient = parameters.get("bias").grad()) {
            assertArrayEquals(new float[] {expected, expected}, Tensors.toArray(gradient), 1e-5f);
        }
        assertEquals(1, Gradients.shorten(parameters.values(), 10), 1e-5);
        try (Tensor gradient = parameters.get("bias").grad()) {
            assertArrayEquals(new float[] {expected, expected}, Tensors.toArray(gradient), 1e-5f);
        }
    }

    @Test
    void the_rate_warms_up_by_equal_steps_and_follows_half_a_cosine() {
        Schedule schedule = new Schedule(Schedule.Kind.COSINE, 2);
        assertEquals(1.0 / 8, schedule.factor(1, 0, 4, 10), 1e-12);
        assertEquals(1, schedule.factor(2, 3, 4, 10), 1e-12);
        assertEquals(1, schedule.factor(3, 0, 4, 10), 1e-12);
        assertEquals(0.5, schedule.factor(7, 0, 4, 10), 1e-12);
        assertEquals(0.5 * (1 + Math.cos(Math.PI * 7.75 / 8)), schedule.factor(10, 3, 4, 10), 1e-12);
        assertEquals(1, new Schedule(Schedule.Kind.CONSTANT, 0).factor(9, 1, 4, 10));
    }

    @Test
    void smoothed_labels_move_half_of_the_share_to_the_other_class() {
        assertEquals(0.95f, new Loss(null, 0.1).target(true));
        assertEquals(0.05f, new Loss(null, 0.1).target(false), 1e-7f);
        assertEquals(1f, new Loss(null, 0).target(true));
    }

    @Test
    void an_average_follows_the_weights_by_the_decay_that_rises_with_the_steps() {
        ResNetPlan plan = ResNetPlan.of(new Network("resnet18", false, List.of(4), 0));
        try (Parameters parameters = Parameters.of(plan, Parameters.random(plan, 1));
                AveragedWeights averages = new AveragedWeights(parameters, 0.15);
                Scalar one = new Scalar(1.0)) {
            parameters.get("head.3.bias").fill_(one);
            float before = averages.weights().get("head.3.bias").floats()[0];
            averages.follow(1); // (1 + 1) / (10 + 1) = 0.18 is more than 0.15
            float once = averages.weights().get("head.3.bias").floats()[0];
            assertEquals(0.15 * before + 0.85, once, 1e-6);
            try (AveragedWeights other = new AveragedWeights(parameters, 0.5)) {
                other.restore(averages.state());
                assertEquals(once, other.weights().get("head.3.bias").floats()[0]);
            }
        }
    }

    @Test
    void every_option_changes_what_is_learned() throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("optimizer.weight_decay", "0.1");
        options.put("optimizer.clip_norm", "0.01");
        options.put("schedule", "{kind: cosine, warm_up_epochs: 1}");
        options.put("loss.label_smoothing", "0.2");
        options.put("loss.positive_weight", "3.5");
        options.put("augmentation.bias_field", "0.5");
        options.put("augmentation", "null");
        options.put("fine_tuning.batchnorm", "frozen");
        options.put("fine_tuning.frozen_stages", "3");
        train("plain", oneEpoch());
        List<String> hashes = new ArrayList<>(List.of(weights("plain", "last")));
        for (Map.Entry<String, String> option : options.entrySet()) {
            String name = option.getKey();
            train(name, oneEpoch(name, option.getValue()));
            String hash = weights(name, "last");
            assertFalse(hashes.contains(hash), name + " changes nothing");
            hashes.add(hash);
        }
        train("averaged", oneEpoch("averaging_decay", "0.9"));
        assertEquals(hashes.get(0), weights("averaged", "last"), "averaging changes the training");
        assertNotEquals(weights("averaged", "last"), weights("averaged", "best"));
    }

    private static Recipe oneEpoch(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("stopping.minimum_epochs", "1", "stopping.maximum_epochs", "1"));
        return recipe(all.toArray(new String[0]));
    }

    /** Of the weights alone: the file holds the recipe too. */
    private String weights(String name, String checkpoint) {
        Path file =
                folder.resolve(name).resolve("checkpoints").resolve(checkpoint).resolve("model.safetensors");
        return ModelFile.read(file).weightsSha256();
    }

    @Test
    void frozen_batch_normalisation_stays_and_the_filters_learn() throws Exception {
        Recipe recipe = recipe("fine_tuning.batchnorm", "frozen", "stopping.maximum_epochs", "6");
        TrainingResult result = train("run", recipe);

        Map<String, Weight> before = Parameters.random(ResNetPlan.of(recipe.network()), recipe.seed());
        last("run").forEach((name, after) -> {
            boolean stays = name.contains("bn") || name.contains("downsample.1");
            assertEquals(stays, after.bytes().equals(before.get(name).bytes()), name);
        });
        assertTrue(
                result.epochs().get(5).trainingLoss() < result.epochs().get(0).trainingLoss(), "it learns nothing");
    }

    @Test
    void frozen_batch_normalisation_computes_what_inference_does() {
        ResNetPlan plan = ResNetPlan.of(new Network("resnet18", false, List.of(8), 0));
        Map<String, Weight> weights = Parameters.random(plan, 3);
        float[] grey = TRAINING_IMAGES;
        FineTuning part = new FineTuning(BatchNorm.FROZEN, 0);
        try (Parameters parameters = Parameters.of(plan, weights);
                TrainableNetwork network = new TrainableNetwork(plan, parameters, Precision.FLOAT32, 0, part);
                FusedNetwork fused = new FusedNetwork(plan, weights, Precision.FLOAT32, SIDE, 2)) {
            float[] one = {1, 1};
            float[] trained =
                    network.step(grey, SIDE, one, one, new SplittableRandom(1)).logits();
            assertArrayEquals(fused.logits(grey, SIDE), trained, 1e-4f);
        }
    }

    private static final float[] TRAINING_IMAGES = images();

    private static float[] images() {
        float[] two = new float[2 * SIDE * SIDE];
        System.arraycopy(new Stripes(2, 5).grey(0), 0, two, 0, SIDE * SIDE);
        System.arraycopy(new Stripes(2, 5).grey(1), 0, two, SIDE * SIDE, SIDE * SIDE);
        return two;
    }

    @Test
    void frozen_stages_stay_with_their_statistics_and_later_ones_learn() throws Exception {
        Recipe recipe = recipe("fine_tuning.frozen_stages", "3");
        train("run", recipe);

        Map<String, Weight> before = Parameters.random(ResNetPlan.of(recipe.network()), recipe.seed());
        last("run").forEach((name, after) -> {
            boolean stays = name.startsWith("conv1") || name.startsWith("bn1") || name.matches("layer[12]\\..*");
            assertEquals(stays, after.bytes().equals(before.get(name).bytes()), name);
        });
    }

    @Test
    void a_paused_and_resumed_run_with_every_option_ends_with_the_same_weights() throws Exception {
        Recipe recipe = recipe(
                "optimizer", "{learning_rate: 0.001, beta1: 0.85, weight_decay: 0.1, clip_norm: 0.5}",
                "schedule", "{kind: cosine, warm_up_epochs: 1}",
                "loss.label_smoothing", "0.1",
                "averaging_decay", "0.95",
                "augmentation.bias_field", "0.3",
                "stopping.maximum_epochs", "3");
        train("whole", recipe);
        TrainingResult paused = TorchTraining.run(
                TRAINING,
                VALIDATION,
                recipe,
                Path::of,
                folder.resolve("parts"),
                Supervision.of(Progress.NONE).until(1));
        assertFalse(paused.finished());
        assertEquals(1, paused.epochs().size());
        List<Epoch> seen = new ArrayList<>();
        Supervision watched = Supervision.of(Progress.NONE).with(epochs -> {
            seen.clear();
            seen.addAll(epochs);
        });
        TrainingResult whole = TorchTraining.resume(TRAINING, VALIDATION, Path::of, folder.resolve("parts"), watched);

        assertTrue(whole.finished());
        assertEquals(whole.epochs(), seen);
        for (String file : List.of("best/model.safetensors", "last/model.safetensors", "last/optimizer.safetensors")) {
            assertEquals(hash("whole", file), hash("parts", file), file);
        }
    }

    @Test
    void a_key_that_is_not_there_is_named_with_those_that_are() {
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> recipe("optimizer.momentum", "0.9"));
        assertTrue(unknown.getMessage().contains("no key optimizer.momentum"), unknown.getMessage());
        assertTrue(unknown.getMessage().contains("optimizer.beta1"), unknown.getMessage());
        assertThrows(IllegalArgumentException.class, () -> recipe("optimizer.beta1.x", "0.9"));
        assertThrows(IllegalArgumentException.class, () -> recipe("optimizer.beta1", "1.5"));
        assertThrows(IllegalArgumentException.class, () -> recipe("schedule.kind", "linear"));
        assertThrows(IllegalArgumentException.class, () -> recipe("loss", "{positive_weight: 2}"));
        assertEquals("0.9", RecipeText.flat(recipe()).get("optimizer.beta1"));
    }
}
