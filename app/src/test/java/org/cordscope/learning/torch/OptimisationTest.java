package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.LabelledSlices;
import org.cordscope.learning.Network;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Schedule;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option of the optimiser, the schedule and the loss, by values and by what a run learns. */
final class OptimisationTest {
    private static final int SIDE = 32;
    private static final LabelledSlices TRAINING = new TrainingTest.Halves(12, 1);
    private static final LabelledSlices VALIDATION = new TrainingTest.Halves(6, 2);
    private static final Recipe PLAIN = SmallRecipe.of(new Network("resnet18", false, List.of(4), 0), SIDE, "batch=6");

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    /**
     * Two steps on a weight (1, -2) and a bias 0.5 with gradients (3, -4), 12 and (0.5, 0.25), -0.1 at rate 0.01. The expected
     * values are the formulas of algorithm 2 of Loshchilov and Hutter in double precision, with clipping before.
     */
    private static float[] twoSteps(double decay, @Nullable Double clip) {
        try (Tensor weight = Tensors.of(new float[] {1, -2}, 1, 2);
                Tensor bias = Tensors.of(new float[] {0.5f}, 1)) {
            weight.set_requires_grad(true);
            bias.set_requires_grad(true);
            Map<String, Tensor> parameters = new LinkedHashMap<>(Map.of("weight", weight, "bias", bias));
            try (AdamW adam = new AdamW(parameters, new Recipe.Optimiser(0.01, 0.9, decay, clip, null))) {
                slope(weight, 3, -4);
                slope(bias, 12);
                adam.step(1);
                slope(weight, 0.5f, 0.25f);
                slope(bias, -0.1f);
                adam.step(1);
            }
            try (Tensor w = weight.detach();
                    Tensor b = bias.detach()) {
                float[] moved = Tensors.toArray(w);
                return new float[] {moved[0], moved[1], Tensors.toArray(b)[0]};
            }
        }
    }

    private static void slope(Tensor parameter, float... gradient) {
        try (Tensor factor = Tensors.of(gradient, parameter.shape());
                Tensor product = parameter.mul(factor);
                Tensor sum = product.sum()) {
            sum.backward();
        }
    }

    @Test
    void adam_without_decay_or_clipping_moves_as_its_formula_says() {
        assertArrayEquals(new float[] {0.982167f, -1.983777f, 0.483362f}, twoSteps(0, null), 2e-6f);
    }

    @Test
    void weight_decay_shrinks_weights_and_spares_biases() {
        assertArrayEquals(new float[] {0.980178f, -1.979789f, 0.483362f}, twoSteps(0.1, null), 2e-6f);
    }

    @Test
    void gradients_are_clipped_by_their_norm_together() {
        assertArrayEquals(new float[] {0.978447f, -1.985507f, 0.48414f}, twoSteps(0.1, 1.0), 2e-6f);
    }

    @Test
    void the_average_follows_the_weights_and_the_more_slowly_the_later() {
        try (Tensor value = Tensors.of(new float[] {1}, 1);
                WeightAverage average = new WeightAverage(Map.of("a", value), 0.2);
                Tensor two = Tensors.of(new float[] {2}, 1)) {
            value.copy_(two);
            average.take(1); // decay 2/11
            assertEquals(1 + 9 / 11.0, at(average), 1e-6);
            average.take(2); // decay min(0.2, 3/12)
            assertEquals(2 - 2 / 11.0 * 0.2, at(average), 1e-6);
        }
    }

    private static double at(WeightAverage average) {
        return average.weights()
                .getOrDefault("a", Weight.of(new float[0], List.of(0L)))
                .floats()[0];
    }

    @Test
    void the_rate_warms_up_and_falls_along_a_cosine() {
        Schedule cosine = new Schedule(Schedule.Shape.COSINE, 2);
        assertEquals(1 / 8.0, cosine.factor(0, 4, 10));
        assertEquals(1, cosine.factor(7, 4, 10));
        assertEquals(1, cosine.factor(8, 4, 10));
        assertEquals((1 + Math.cos(Math.PI / 4)) / 2, cosine.factor(16, 4, 10), 1e-12);
        assertEquals(0.5, cosine.factor(24, 4, 10), 1e-12);
        assertEquals(0, cosine.factor(40, 4, 10), 1e-12);
        assertEquals(1, Schedule.CONSTANT.factor(1000, 4, 10));
        assertEquals(0.5, new Schedule(Schedule.Shape.CONSTANT, 2).factor(3, 4, 10));
    }

    @Test
    void labels_are_smoothed_towards_the_middle() {
        Recipe.Loss loss = new Recipe.Loss(null, 0.1);
        assertEquals(0.95f, loss.smoothed(1));
        assertEquals(0.05f, loss.smoothed(0));
    }

    private Map<String, Weight> train(String name, String file, String... changes) throws Exception {
        Path run = folder.resolve(name);
        TorchTraining.run(TRAINING, VALIDATION, SmallRecipe.with(PLAIN, changes), run, Progress.NONE);
        return weights(run, file);
    }

    private static Map<String, Weight> weights(Path run, String file) throws IOException {
        return SafeTensors.read(run.resolve("checkpoints/" + file + "/model.safetensors"))
                .weights();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimiser.learning_rate=1e-4",
                "optimiser.beta1=0.5",
                "optimiser.weight_decay=0.1",
                "optimiser.clip_norm=1e-6",
                "schedule.warm_up_epochs=1",
                "schedule.shape=cosine",
                "loss.label_smoothing=0.2",
                "loss.positive_weight=9",
                "augmentation={shift: 0, rotation_degrees: 0, scale: 0, flip: 0, contrast: 0, brightness: 0, noise: 0,"
                        + " bias_field: 0.3}",
                "fine_tuning=batchnorm-frozen"
            })
    void a_run_learns_something_else_with(String change) throws Exception {
        assertNotEquals(train("plain", "last"), train("changed", "last", change));
    }

    @Test
    void the_averaged_weights_are_kept_and_do_not_disturb_the_run() throws Exception {
        assertEquals(train("plain", "last"), train("averaged", "last", "optimiser.ema_decay=0.9"));
        assertEquals(weights(folder.resolve("plain"), "last"), weights(folder.resolve("plain"), "best"));
        Map<String, Weight> average = weights(folder.resolve("averaged"), "best");
        assertNotEquals(weights(folder.resolve("averaged"), "last"), average);
        Map<String, Weight> state = SafeTensors.read(folder.resolve("averaged/checkpoints/last/optimizer.safetensors"))
                .weights();
        average.forEach((name, weight) -> assertEquals(state.get("average." + name), weight));
    }
}
