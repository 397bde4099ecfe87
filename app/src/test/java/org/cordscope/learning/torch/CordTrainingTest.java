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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.Precision;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.CropReading;
import org.cordscope.learning.torch.ResNetPlan.Convolution;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CordTrainingTest {
    private static final CordRecipe SMALL = new CordRecipe(
            1,
            1,
            2,
            8,
            1,
            4,
            CordRecipe.defaults(Precision.FLOAT32).optimiser(),
            Precision.FLOAT32,
            CordRecipe.RANDOM,
            0,
            0,
            0,
            List.of());

    @TempDir
    Path folder;

    private CordModel train(Path out, CordTraining.Round log) throws IOException, InterruptedException {
        return CordTraining.run(SMALL, 2, Optional.empty(), out, 8, log, Progress.NONE);
    }

    @Test
    void an_interrupted_training_ends_with_the_weights_of_one_that_was_not() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole.safetensors");
        List<Integer> rounds = new ArrayList<>();
        train(whole, (round, scores) -> rounds.add(round));
        assertEquals(List.of(1, 2), rounds);

        Path broken = folder.resolve("broken.safetensors");
        assertThrows(
                IllegalStateException.class,
                () -> train(broken, (round, scores) -> {
                    throw new IllegalStateException("killed");
                }));
        assertFalse(Files.exists(broken));
        Path checkpoint = folder.resolve("broken.safetensors.checkpoint");
        assertTrue(Files.exists(checkpoint));
        assertThrows(
                UserFacingException.class,
                () -> CordTraining.run(
                        SMALL.withSeed(2), 2, Optional.empty(), broken, 8, (round, scores) -> {}, Progress.NONE));
        train(broken, (round, scores) -> {});
        assertEquals(-1, Files.mismatch(whole, broken));
        assertFalse(Files.exists(checkpoint));
    }

    @Test
    void training_goes_on_from_a_model_that_the_recipe_names() throws IOException, InterruptedException {
        CordModel first = train(folder.resolve("first.safetensors"), (round, scores) -> {});
        Path out = folder.resolve("second.safetensors");
        CordRecipe one = SMALL.withSize(1, 1, 8, 1);
        CordModel second = CordTraining.run(
                one.from(first, 0), 1, Optional.of(first), out, 8, (round, scores) -> {}, Progress.NONE);
        assertEquals(first.sha256(), CordModel.read(out).recipe().initialWeights());
        String name = "judge0.stem.weight";
        float[] before = Objects.requireNonNull(first.weights().get(name)).floats();
        float[] after = Objects.requireNonNull(second.weights().get(name)).floats();
        double moved = 0;
        for (int i = 0; i < before.length; i++) {
            moved = Math.max(moved, Math.abs(after[i] - before[i]));
        }
        assertTrue(moved > 0 && moved < 0.05, "two steps move weights a little: " + moved);
        first.weights().keySet().stream()
                .filter(array -> array.startsWith("finder."))
                .forEach(array -> assertArrayEquals(
                        Objects.requireNonNull(first.weights().get(array)).floats(),
                        Objects.requireNonNull(second.weights().get(array)).floats(),
                        array));

        CordModel half = CordTraining.run(
                one.from(first, 0.5), 1, Optional.of(first), out, 8, (round, scores) -> {}, Progress.NONE);
        float[] kept = Objects.requireNonNull(half.weights().get(name)).floats();
        for (int i = 0; i < before.length; i++) {
            assertEquals((before[i] + after[i]) / 2, kept[i], 1e-6);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> CordTraining.run(one, 1, Optional.of(first), out, 8, (round, scores) -> {}, Progress.NONE));
    }

    @Test
    void trainings_of_other_seeds_are_averaged_with_a_share_of_where_they_began()
            throws IOException, InterruptedException {
        CordModel first = train(folder.resolve("first.safetensors"), (round, scores) -> {});
        CordRecipe one = SMALL.withSize(1, 1, 8, 1).from(first, 0);
        List<CordModel> trained = new ArrayList<>();
        for (long seed = 3; seed <= 5; seed++) {
            Path out = folder.resolve(seed + ".safetensors");
            CordTraining.run(one.withSeed(seed), 1, Optional.of(first), out, 8, (round, scores) -> {}, Progress.NONE);
            trained.add(CordModel.read(out));
        }
        Path out = folder.resolve("mean.safetensors");
        CordAverage.run(first, 0.25, trained, out, 8, Progress.NONE);
        CordModel mean = CordModel.read(out);
        assertEquals(one.withSeed(3).averaged(List.of(4L, 5L), 0.25), mean.recipe());
        String name = "judge0.stem.norm.weight";
        float[] began = Objects.requireNonNull(first.weights().get(name)).floats();
        float[] averaged = Objects.requireNonNull(mean.weights().get(name)).floats();
        for (int i = 0; i < began.length; i++) {
            double sum = 0;
            for (CordModel model : trained) {
                sum += Objects.requireNonNull(model.weights().get(name)).floats()[i];
            }
            assertEquals(0.25 * began[i] + 0.75 * sum / 3, averaged[i], 1e-6);
        }

        CordModel other = trained.get(0);
        for (List<CordModel> wrong :
                List.of(List.of(other, other), List.of(other, mean), List.of(other, first), List.of(first, other))) {
            assertThrows(UserFacingException.class, () -> CordAverage.run(first, 0, wrong, out, 8, Progress.NONE));
        }
        assertThrows(UserFacingException.class, () -> CordAverage.run(other, 0, trained, out, 8, Progress.NONE));
        assertEquals(mean.sha256(), CordModel.read(out).sha256());
    }

    @Test
    void a_training_that_stops_early_ends_as_the_longer_one_had_begun() throws IOException, InterruptedException {
        Path kept = folder.resolve("kept.checkpoint");
        Path whole = folder.resolve("whole.safetensors");
        Path checkpoint = folder.resolve("whole.safetensors.checkpoint");
        train(whole, (round, scores) -> {
            if (round == 1) {
                try {
                    Files.copy(checkpoint, kept);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        Path stopped = folder.resolve("stopped.safetensors");
        CordTraining.run(SMALL, 1, Optional.empty(), stopped, 8, (round, scores) -> {}, Progress.NONE);
        Path resumed = folder.resolve("resumed.safetensors");
        Files.copy(kept, folder.resolve("resumed.safetensors.checkpoint"));
        CordTraining.run(SMALL, 1, Optional.empty(), resumed, 8, (round, scores) -> {}, Progress.NONE);
        assertEquals(-1, Files.mismatch(stopped, resumed));
        assertTrue(Files.mismatch(stopped, whole) >= 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> CordTraining.run(SMALL, 3, Optional.empty(), whole, (round, scores) -> {}, Progress.NONE));
    }

    /** Plain operators with running statistics: what the fused ones must agree with. */
    private record Plain(Map<String, Tensor> tensors) implements PyramidNetwork.Layers {
        private static final TensorOptional NONE = new TensorOptional();

        private TensorOptional part(Convolution c, String suffix) {
            return new TensorOptional(array(c.norm() + suffix));
        }

        @Override
        public Tensor apply(Tensor x, Convolution c, boolean rectify) {
            long[] stride = {c.stride(), c.stride()};
            long[] padding = {c.padding(), c.padding()};
            Tensor y = torch.conv2d(x, array(c.name() + ".weight"), NONE, stride, padding, new long[] {1, 1}, 1);
            Tensor normal = torch.batch_norm(
                    y,
                    part(c, ".weight"),
                    part(c, ".bias"),
                    part(c, ".running_mean"),
                    part(c, ".running_var"),
                    false,
                    0,
                    1e-5,
                    false);
            return rectify ? normal.relu() : normal;
        }

        @Override
        public Tensor addTo(Tensor sum, Tensor x, Convolution c) {
            return apply(x, c, false).add(sum).relu();
        }

        @Override
        public Tensor array(String name) {
            return Objects.requireNonNull(tensors.get(name), name);
        }
    }

    @Test
    @SuppressWarnings("try") // inference mode works by being open
    void fused_networks_agree_with_plain_operators() {
        Libtorch.load();
        for (PyramidPlan plan : List.of(CordTraining.finderPlan(), CordTraining.judgePlan(0))) {
            Map<String, Weight> weights = Parameters.random(plan.shapes(), 3);
            int planes = plan.stem().in();
            float[] pictures = new float[2 * planes * 64 * 64];
            Random random = new Random(1);
            for (int i = 0; i < pictures.length; i++) {
                pictures[i] = random.nextFloat();
            }
            try (FusedPyramid fused = new FusedPyramid(plan, weights, Precision.FLOAT32, 64, 2);
                    Parameters parameters = Parameters.of(plan.shapes(), weights);
                    InferenceMode inference = new InferenceMode();
                    PyramidNetwork.Answers plain = new PyramidNetwork(plan, new Plain(parameters.all()))
                            .forward(Tensors.images(pictures, planes, 64, Precision.FLOAT32))) {
                FusedPyramid.Answers answers = fused.read(pictures, 64);
                float[] logits = Tensors.toArray(plain.places());
                float[] expected = plan.attentive() ? sharesOfFluidAndCord(logits) : logits;
                assertArrayEquals(expected, answers.places(), 2e-3f);
                assertArrayEquals(Tensors.toArray(plain.whole()), answers.whole(), 2e-3f);
            }
        }
    }

    /** Of two pictures of 64 x 64, from the logits of outside, fluid and cord. */
    private static float[] sharesOfFluidAndCord(float[] logits) {
        int area = 64 * 64;
        float[] shares = new float[2 * 2 * area];
        for (int i = 0; i < shares.length; i++) {
            int picture = i / (2 * area);
            int answer = 1 + i / area % 2;
            int pixel = i % area;
            double sum = 0;
            for (int other = 0; other < 3; other++) {
                sum += Math.exp(logits[(3 * picture + other) * area + pixel]);
            }
            shares[i] = (float) (Math.exp(logits[(3 * picture + answer) * area + pixel]) / sum);
        }
        return shares;
    }

    @Test
    void the_peak_of_a_map_is_where_it_was_written() {
        float[] shares = new float[CanalMap.SIDE * CanalMap.SIDE];
        CanalMap.write(-21.3, 14.2, shares, 0);
        float[] logits = new float[shares.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(Math.max(1e-12, shares[i]));
        }
        CanalMap.Peak peak = CanalMap.peak(logits, 0);
        assertEquals(-21.3, peak.xMm(), 0.1);
        assertEquals(14.2, peak.yMm(), 0.1);
        assertTrue(peak.share() > 0.9);
    }

    @Test
    void a_mirrored_reading_is_turned_back() {
        float[] cord = {1, 2, 3, 4};
        CropReading turned = new CropReading(new float[] {1}, cord, cord).mirrored();
        assertArrayEquals(new float[] {2, 1, 4, 3}, turned.cord());
    }
}
