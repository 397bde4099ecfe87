package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.LabelledSlices;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingTest {
    private static final int SIDE = 32;

    @TempDir
    Path folder;

    /** Noise, brighter on the left where the label is 1. */
    static class Halves implements LabelledSlices {
        private final int size;
        private final long seed;

        Halves(int size, long seed) {
            this.size = size;
            this.seed = seed;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public boolean compressed(int index) {
            return index % 3 == 0;
        }

        @Override
        public float[] grey(int index) throws IOException {
            SplittableRandom random = new SplittableRandom(seed * 1000 + index);
            float[] grey = new float[SIDE * SIDE];
            for (int i = 0; i < grey.length; i++) {
                boolean bright = i % SIDE < SIDE / 2 == compressed(index);
                grey[i] = (float) (0.6 * random.nextDouble() + (bright ? 0.4 : 0));
            }
            return grey;
        }
    }

    /** Slices whose disk fails after a number of reads. */
    private record Failing(LabelledSlices slices, AtomicInteger readsLeft) implements LabelledSlices {
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
            if (readsLeft.getAndDecrement() == 0) {
                throw new IOException("disk is gone");
            }
            return slices.grey(index);
        }
    }

    private static final LabelledSlices TRAINING = new Halves(25, 1);
    private static final LabelledSlices VALIDATION = new Halves(12, 2);

    static final String AUGMENTATION = "{shift: 0.05, rotation_degrees: 10, scale: 0.1, flip: 0.5, contrast: 0.2,"
            + " brightness: 0.1, noise: 0.03, bias_field: 0.3}";

    private static Recipe recipe(int epochs, Precision precision) {
        return recipe(epochs, precision, true);
    }

    private static Recipe recipe(int epochs, Precision precision, boolean augmentation) {
        Recipe plain = SmallRecipe.of(
                new Network("resnet18", false, List.of(16), 0.3),
                SIDE,
                "stopping={minimum_epochs: " + epochs + ", maximum_epochs: " + epochs + ", patience: 5}",
                "precision=" + precision,
                "seed=7");
        return augmentation ? SmallRecipe.with(plain, "augmentation=" + AUGMENTATION) : plain;
    }

    private TrainingResult train(String name, int epochs, Precision precision) throws Exception {
        return TorchTraining.run(TRAINING, VALIDATION, recipe(epochs, precision), folder.resolve(name), Progress.NONE);
    }

    private String last(String name) throws IOException {
        return Sha256.ofFile(folder.resolve(name).resolve("checkpoints/last/model.safetensors"));
    }

    @Test
    void one_seed_gives_the_same_weights_bit_for_bit_in_float32() throws Exception {
        train("a", 2, Precision.FLOAT32);
        train("b", 2, Precision.FLOAT32);
        assertEquals(last("a"), last("b"));
    }

    @Test
    void one_seed_gives_the_same_weights_bit_for_bit_in_bfloat16() throws Exception {
        train("a", 2, Precision.BFLOAT16);
        train("b", 2, Precision.BFLOAT16);
        assertEquals(last("a"), last("b"));
    }

    @Test
    void several_threads_give_the_same_gradients_every_time() {
        ResNetPlan plan = ResNetPlan.of(new Network("resnet18", false, List.of(16), 0.3));
        Libtorch.load();
        Libtorch.useThreads(3);
        try {
            assertArrayEquals(gradient(plan), gradient(plan));
        } finally {
            Libtorch.useThreads(Libtorch.availableThreads());
        }
    }

    private static float[] gradient(ResNetPlan plan) {
        float[] images = new float[4 * SIDE * SIDE];
        for (int i = 0; i < images.length; i++) {
            images[i] = i % 7 / 7f;
        }
        float[] targets = {0, 1, 0, 1};
        try (Parameters parameters = Parameters.of(plan, Parameters.random(plan, 1));
                TrainableNetwork network =
                        new TrainableNetwork(plan, parameters, Precision.BFLOAT16, 0.3, FineTuning.ALL)) {
            network.step(images, 1, SIDE, targets, new float[] {1, 2, 1, 2}, new SplittableRandom(1));
            try (Tensor gradient = parameters.get("conv1.weight").grad()) {
                return Tensors.toArray(gradient);
            }
        }
    }

    @Test
    void a_run_that_failed_in_the_middle_of_an_epoch_and_was_resumed_ends_as_an_uninterrupted_one() throws Exception {
        TrainingResult whole = train("whole", 3, Precision.FLOAT32);
        Path broken = folder.resolve("broken");
        // one epoch reads 25 + 12 slices: this fails in the second
        LabelledSlices failing = new Failing(TRAINING, new AtomicInteger(35));
        assertThrows(
                IOException.class,
                () -> TorchTraining.run(failing, VALIDATION, recipe(3, Precision.FLOAT32), broken, Progress.NONE));
        assertEquals(2, Files.readAllLines(broken.resolve("metrics.csv")).size());
        TrainingResult resumed = TorchTraining.resume(TRAINING, VALIDATION, broken, Progress.NONE);
        assertEquals(last("whole"), last("broken"));
        assertEquals(Sha256.ofFile(whole.bestModel()), Sha256.ofFile(resumed.bestModel()));
        assertEquals(losses(whole), losses(resumed));
    }

    @Test
    void a_run_with_every_option_on_ends_alike_whether_it_was_interrupted_or_not() throws Exception {
        Recipe recipe = SmallRecipe.with(
                recipe(3, Precision.FLOAT32),
                "optimiser={learning_rate: 1e-3, beta1: 0.8, weight_decay: 0.05, clip_norm: 1, ema_decay: 0.8}",
                "schedule={shape: cosine, warm_up_epochs: 1}",
                "loss={positive_weight: 2, label_smoothing: 0.1}");
        for (String tuning : List.of("all", "batchnorm-frozen", "frozen-prefix 1")) {
            Recipe tuned = tuning.startsWith("frozen")
                    ? SmallRecipe.with(recipe, "augmentation=null", "fine_tuning=" + tuning)
                    : SmallRecipe.with(recipe, "fine_tuning=" + tuning);
            Path whole = folder.resolve("whole " + tuning);
            Path broken = folder.resolve("broken " + tuning);
            TorchTraining.run(TRAINING, VALIDATION, tuned, whole, Progress.NONE);
            LabelledSlices failing = new Failing(VALIDATION, new AtomicInteger(15)); // in the second epoch
            assertThrows(IOException.class, () -> TorchTraining.run(TRAINING, failing, tuned, broken, Progress.NONE));
            assertEquals(2, Files.readAllLines(broken.resolve("metrics.csv")).size());
            TorchTraining.resume(TRAINING, VALIDATION, broken, Progress.NONE);
            for (String file : List.of("best/model", "last/model", "last/optimizer")) {
                Path inside = Path.of("checkpoints", file + ".safetensors");
                assertEquals(Sha256.ofFile(whole.resolve(inside)), Sha256.ofFile(broken.resolve(inside)), tuning);
            }
        }
    }

    private static List<Double> losses(TrainingResult result) {
        return result.epochs().stream()
                .flatMap(e -> List.of(e.trainingLoss(), e.validationLoss()).stream())
                .toList();
    }

    @Test
    void a_run_killed_before_its_first_checkpoint_starts_again() throws Exception {
        train("whole", 1, Precision.FLOAT32);
        Path broken = folder.resolve("broken");
        LabelledSlices failing = new Failing(TRAINING, new AtomicInteger(9));
        assertThrows(
                IOException.class,
                () -> TorchTraining.run(failing, VALIDATION, recipe(1, Precision.FLOAT32), broken, Progress.NONE));
        TorchTraining.resume(TRAINING, VALIDATION, broken, Progress.NONE);
        assertEquals(last("whole"), last("broken"));
    }

    @Test
    void a_process_killed_between_the_two_renames_of_a_checkpoint_loses_nothing() throws Exception {
        train("run", 1, Precision.FLOAT32);
        String before = last("run");
        Path checkpoints = folder.resolve("run/checkpoints");
        Files.createDirectories(checkpoints.resolve("last.old"));
        Files.move(checkpoints.resolve("last"), checkpoints.resolve("last.new"));
        TrainingResult result = TorchTraining.resume(TRAINING, VALIDATION, folder.resolve("run"), Progress.NONE);
        assertEquals(1, result.epochs().size());
        assertEquals(before, last("run"));
    }

    @Test
    void a_half_written_first_checkpoint_is_ignored() throws Exception {
        train("whole", 1, Precision.FLOAT32);
        Path run = folder.resolve("run");
        new RunDirectory(run).create(recipe(1, Precision.FLOAT32));
        Files.createDirectories(run.resolve("checkpoints/last.new"));
        Files.writeString(run.resolve("checkpoints/last.new/model.safetensors"), "half");
        TorchTraining.resume(TRAINING, VALIDATION, run, Progress.NONE);
        assertEquals(last("whole"), last("run"));
    }

    @Test
    void a_run_killed_between_its_last_checkpoint_and_its_table_writes_the_table_again() throws Exception {
        train("table", 1, Precision.FLOAT32);
        Path run = folder.resolve("table");
        String whole = Files.readString(run.resolve("metrics.csv"));
        Files.delete(run.resolve("metrics.csv"));
        TorchTraining.resume(TRAINING, VALIDATION, run, Progress.NONE);
        assertEquals(whole, Files.readString(run.resolve("metrics.csv")));
    }

    @Test
    void a_run_whose_recipe_was_changed_is_not_gone_on_with() throws Exception {
        train("edited", 1, Precision.FLOAT32);
        Path run = folder.resolve("edited");
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("dropout: 0.3", "dropout: 0.2"));
        UserFacingException refused = assertThrows(
                UserFacingException.class, () -> TorchTraining.resume(TRAINING, VALIDATION, run, Progress.NONE));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("config.yaml of edited was changed"),
                refused::toString);
    }

    @Test
    void an_interrupted_thread_ends_at_the_next_step_and_can_be_resumed() throws Exception {
        train("whole", 2, Precision.FLOAT32);
        Path run = folder.resolve("run");
        Progress interruptingAfterFiveSteps = new Progress() {
            private int steps;

            @Override
            public void begin(String task, long total) {}

            @Override
            public void advance(long n) {
                if (++steps == 5) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThrows(
                InterruptedException.class,
                () -> TorchTraining.run(
                        TRAINING, VALIDATION, recipe(2, Precision.FLOAT32), run, interruptingAfterFiveSteps));
        assertFalse(Thread.currentThread().isInterrupted());
        TorchTraining.resume(TRAINING, VALIDATION, run, Progress.NONE);
        assertEquals(last("whole"), last("run"));
    }

    @Test
    void a_network_learns_which_half_is_brighter() throws Exception {
        Recipe recipe = recipe(8, Precision.FLOAT32, false); // a flip would exchange the halves
        TrainingResult result =
                TorchTraining.run(new Halves(48, 3), VALIDATION, recipe, folder.resolve("run"), Progress.NONE);
        assertEquals(1.0, result.epochs().get(result.bestEpoch() - 1).validationAuc());
        try (TorchClassifier classifier = TorchClassifier.open(result.bestModel(), Precision.FLOAT32)) {
            double[] probabilities = classifier.probabilities(all(VALIDATION));
            IntStream.range(0, probabilities.length)
                    .forEach(i -> assertEquals(VALIDATION.compressed(i), probabilities[i] >= 0.5));
        }
    }

    static List<float[]> all(LabelledSlices slices) {
        return IntStream.range(0, slices.size())
                .mapToObj(i -> {
                    try {
                        return slices.grey(i);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    @Test
    void a_second_run_in_the_same_directory_is_refused() throws Exception {
        train("run", 1, Precision.FLOAT32);
        UserFacingException refused = assertThrows(UserFacingException.class, () -> train("run", 1, Precision.FLOAT32));
        assertTrue(refused.remedy().contains("--resume"));
    }

    @Test
    void labels_of_a_single_class_are_refused() {
        LabelledSlices same = new Halves(1, 1) {
            @Override
            public int size() {
                return 4;
            }

            @Override
            public boolean compressed(int index) {
                return false;
            }
        };
        assertThrows(
                UserFacingException.class,
                () -> TorchTraining.run(
                        same, VALIDATION, recipe(1, Precision.FLOAT32), folder.resolve("run"), Progress.NONE));
    }

    @Test
    void training_steps_leave_no_memory_behind() throws Exception {
        train("warm", 1, Precision.FLOAT32);
        ResNetPlan plan = ResNetPlan.of(new Network("resnet18", false, List.of(16), 0.3));
        float[] images = new float[16 * SIDE * SIDE];
        float[] targets = new float[16];
        try (Parameters parameters = Parameters.of(plan, Parameters.random(plan, 1));
                TrainableNetwork network =
                        new TrainableNetwork(plan, parameters, Precision.BFLOAT16, 0.3, FineTuning.ALL);
                AdamW adam = new AdamW(network.learned(), Recipe.Optimiser.adam(1e-4, 0.9))) {
            long before = 0;
            for (int step = 0; step < 40; step++) {
                network.step(images, 1, SIDE, targets, targets.clone(), new SplittableRandom(step));
                adam.step(1);
                before = step == 10 ? residentBytes() : before;
            }
            // weights, gradients and moments of one step alone are 180 MB
            assertTrue(residentBytes() - before < 100_000_000, "grew by " + (residentBytes() - before));
        }
    }

    private static long residentBytes() {
        return Pointer.physicalBytes();
    }
}
