package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cordscope.learning.Channels;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EightBitTest {
    private static final int SIDE = 48;

    @TempDir
    Path folder;

    private static Recipe recipe(String trunk, Channels channels) {
        return SmallRecipe.of(new Network(trunk, false, List.of(8), 0.3, channels), SIDE);
    }

    private Path model(Recipe recipe) throws IOException {
        Map<String, Weight> weights = Parameters.random(ResNetPlan.of(recipe.network()), 3);
        Path file = folder.resolve("model.safetensors");
        new ModelFile(recipe, weights).write(file);
        return file;
    }

    private static List<float[]> images(int count, int planes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] image = new float[planes * SIDE * SIDE];
            for (int p = 0; p < image.length; p++) {
                image[p] = (float) random.nextDouble();
            }
            images.add(image);
        }
        return images;
    }

    private static Quantisation quantisation(Path model, List<float[]> images) {
        try (TorchLimits watching = TorchLimits.open(model)) {
            watching.see(images);
            return Quantisation.of("for a test", 1, images.size(), watching.limits());
        }
    }

    private static boolean possible() {
        try {
            Libtorch.load();
            Libtorch.refuseInt8();
            return true;
        } catch (UserFacingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50"})
    void eight_bits_say_nearly_what_float32_says(String trunk) throws IOException {
        for (Channels channels : Channels.values()) {
            Path model = model(recipe(trunk, channels));
            Quantisation limits = quantisation(model, images(16, channels.planes(), 1));
            if (!possible()) {
                assertThrows(UserFacingException.class, () -> TorchClassifier.open(model, limits));
                continue;
            }
            List<float[]> others = images(11, channels.planes(), 2);
            try (TorchClassifier exact = TorchClassifier.open(model, Precision.FLOAT32);
                    TorchClassifier int8 = TorchClassifier.open(model, limits)) {
                List<SliceReading> expected = exact.read(others);
                List<SliceReading> found = int8.read(others);
                for (int i = 0; i < others.size(); i++) {
                    double apart =
                            apart(expected.get(i).features(), found.get(i).features());
                    assertTrue(apart < 0.05, trunk + " " + channels + " " + i + ": " + apart);
                    assertEquals(expected.get(i).probability(), found.get(i).probability(), 0.02);
                }
            }
        }
    }

    /** Length of the difference, as a share of the length of the first. */
    private static double apart(float[] first, float[] second) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < first.length; i++) {
            difference += Math.pow(first[i] - second[i], 2);
            length += Math.pow(first[i], 2);
        }
        return Math.sqrt(difference / length);
    }

    @Test
    void a_model_without_limits_is_refused_with_the_remedy() throws IOException {
        Path model = model(recipe("resnet18", Channels.GREY_REPEATED));
        UserFacingException refused =
                assertThrows(UserFacingException.class, () -> TorchClassifier.open(model, Precision.INT8));
        assertTrue(String.valueOf(refused.getMessage()).contains("has no limits for eight bits"));
        assertTrue(refused.remedy().contains("model quantise"));
    }

    @Test
    void limits_that_belong_to_another_network_are_refused() throws IOException {
        Path model = model(recipe("resnet18", Channels.GREY_REPEATED));
        Quantisation few = Quantisation.of("for a test", 1, 1, Map.of("conv1", 1.0));
        assertThrows(UserFacingException.class, () -> TorchClassifier.open(model, few));
    }

    @Test
    void a_processor_without_the_instructions_is_refused() {
        assertDoesNotThrow(() -> Libtorch.refuseInt8(false, false, Set.of("avx2", "avx_vnni")));
        assertDoesNotThrow(() -> Libtorch.refuseInt8(false, false, Set.of("avx512f", "avx512_vnni")));
        UserFacingException refused = assertThrows(
                UserFacingException.class, () -> Libtorch.refuseInt8(false, false, Set.of("avx512f", "avx512_bf16")));
        assertTrue(String.valueOf(refused.getMessage()).contains("VNNI"));
        assertThrows(UserFacingException.class, () -> Libtorch.refuseInt8(true, false, Set.of("avx512_vnni")));
        assertThrows(UserFacingException.class, () -> Libtorch.refuseInt8(false, true, Set.of("avx512_vnni")));
    }

    @Test
    void the_maximum_in_eight_bits_is_libtorchs_own() {
        Libtorch.load();
        for (int side : new int[] {1, 2, 3, 6, 7}) {
            float[] values = new float[2 * 5 * side * side];
            SplittableRandom random = new SplittableRandom(side);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(256);
            }
            try (Tensor images = Tensors.channelsLast(Tensors.of(values, 2, 5, side, side));
                    Tensor bytes = images.to(ScalarType.Byte);
                    Tensor found = EightBitTrunk.pooled(bytes);
                    Tensor expected = torch.max_pool2d(
                            images,
                            new long[] {3, 3},
                            new long[] {2, 2},
                            new long[] {1, 1},
                            new long[] {1, 1},
                            false)) {
                assertArrayEquals(Tensors.toArray(expected), Tensors.toArray(found));
                assertTrue(found.is_contiguous(MemoryFormat.ChannelsLast));
            }
        }
    }

    @Test
    void steps_follow_the_numbers_from_layer_to_layer() {
        ResNetPlan plan =
                ResNetPlan.of(recipe("resnet18", Channels.GREY_REPEATED).network());
        Map<String, Double> limits = new TreeMap<>();
        plan.convolutions().forEach(c -> limits.put(c.name(), 255.0 + limits.size()));
        EightBitSteps steps = new EightBitSteps(plan, new TreeMap<>(limits));
        ResNetPlan.Block plain = plan.blocks().get(0);
        ResNetPlan.Block narrowing = plan.blocks().get(2);
        EightBitSteps.Of first = steps.of(plain.path().get(0));
        EightBitSteps.Of last = steps.of(plain.path().get(1));
        assertEquals(steps.of(plan.stem()).out(), first.in());
        assertEquals(first.in(), last.beside());
        assertEquals(first.out(), last.in());
        EightBitSteps.Of shortcut = steps.of(Objects.requireNonNull(narrowing.shortcut()));
        assertEquals(shortcut.out(), steps.of(narrowing.path().get(1)).beside());
        assertEquals(128, shortcut.out().zero());
        assertEquals(0, steps.of(narrowing.path().get(1)).out().zero());
        assertEquals(steps.of(plan.blocks().get(7).path().get(1)).out(), steps.last());
    }

    @Test
    void nothing_is_trained_in_eight_bits() {
        assertThrows(
                UncheckedIOException.class,
                () -> SmallRecipe.with(recipe("resnet18", Channels.GREY_REPEATED), "precision=INT8"));
    }
}
