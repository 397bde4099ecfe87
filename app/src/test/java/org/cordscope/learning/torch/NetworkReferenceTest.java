package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.weights.Weight;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compared with values that Python PyTorch computed from the same weights and images: scripts/reference_torch.py. */
final class NetworkReferenceTest {
    private static final int SIDE = 64;

    /** Python PyTorch in float32 differs from the exact gradients by up to 4e-4 itself, where a ReLU input lies near 0. */
    private static final double TRAINED = 1e-2;

    private static final float[] TARGETS = {1, 0, 1, 0};
    private static final float[] LOSS_WEIGHTS = {3.8f, 1, 3.8f, 1};

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(NetworkReferenceTest.class.getResourceAsStream("reference.json"))) {
            JsonNode root = new JsonMapper().readTree(in);
            return StreamSupport.stream(root.path("cases").spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fused_inference_gives_the_logits_of_pytorch(JsonNode reference) {
        ResNetPlan plan = plan(reference);
        try (FusedNetwork fused = new FusedNetwork(
                plan, weights(plan, reference.path("first_salt").asLong()), Precision.FLOAT32, SIDE, 4)) {
            assertClose(reference.path("logits"), fused.logits(images(), SIDE), 1e-4);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fused_inference_in_bfloat16_stays_near(JsonNode reference) {
        ResNetPlan plan = plan(reference);
        try (FusedNetwork fused = new FusedNetwork(
                plan, weights(plan, reference.path("first_salt").asLong()), Precision.BFLOAT16, SIDE, 4)) {
            assertClose(reference.path("logits"), fused.logits(images(), SIDE), 0.05);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void two_training_steps_give_the_losses_gradients_and_weights_of_pytorch(JsonNode reference) {
        ResNetPlan plan = plan(reference);
        try (Parameters parameters = Parameters.of(
                        plan, weights(plan, reference.path("first_salt").asLong()));
                TrainableNetwork network =
                        new TrainableNetwork(plan, parameters, Precision.FLOAT32, 0, FineTuning.ALL);
                AdamW adam = new AdamW(network.learned(), Recipe.Optimiser.adam(1e-3, 0.9))) {
            float first = step(network);
            reference.path("gradients").properties().forEach(e -> {
                try (Tensor gradient = parameters.get(e.getKey()).grad()) {
                    assertClose(e.getValue(), Tensors.toArray(gradient), TRAINED);
                }
            });
            adam.step(1);
            float second = step(network);
            adam.step(1);
            assertClose(reference.path("losses"), new float[] {first, second}, 1e-4);
            reference
                    .path("after")
                    .properties()
                    .forEach(e -> assertClose(e.getValue(), Tensors.toArray(parameters.get(e.getKey())), TRAINED));
        }
    }

    private static float step(TrainableNetwork network) {
        return (float) network.step(images(), 1, SIDE, TARGETS, LOSS_WEIGHTS, new SplittableRandom(0))
                .loss();
    }

    private static ResNetPlan plan(JsonNode reference) {
        return ResNetPlan.of(new Network(
                reference.path("trunk").asText(),
                reference.path("stride_in_first").asBoolean(),
                List.of(16),
                0));
    }

    private static float[] images() {
        float[] blocks = hashed(4 * SIDE * SIDE / 64, 999);
        float[] images = new float[4 * SIDE * SIDE];
        for (int i = 0; i < images.length; i++) {
            int row = i / SIDE % SIDE;
            int column = i % SIDE;
            images[i] = blocks[(i / (SIDE * SIDE) * (SIDE / 8) + row / 8) * (SIDE / 8) + column / 8];
        }
        return images;
    }

    /** The formula of scripts/reference_torch.py. */
    static Map<String, Weight> weights(ResNetPlan plan, long firstSalt) {
        Map<String, Weight> weights = new TreeMap<>(plan.shapes().keySet().stream()
                .collect(Collectors.toMap(n -> n, n -> Weight.of(new float[0], List.of(0L)))));
        long salt = firstSalt;
        for (Map.Entry<String, Weight> entry : weights.entrySet()) {
            List<Long> shape = Objects.requireNonNull(plan.shapes().get(entry.getKey()));
            entry.setValue(weight(entry.getKey(), shape, salt++));
        }
        return weights;
    }

    private static Weight weight(String name, List<Long> shape, long salt) {
        long count = shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
        float[] u = hashed((int) count, salt);
        double bound = Math.sqrt(6.0 * shape.get(0) / count);
        for (int i = 0; i < u.length; i++) {
            if (shape.size() > 1) {
                u[i] = (float) ((2 * u[i] - 1) * bound);
            } else if (name.endsWith("running_var")) {
                u[i] = 0.5f + u[i];
            } else if (name.endsWith(".weight")) {
                u[i] = name.endsWith("bn3.weight") ? 0.1f + 0.1f * u[i] : 0.2f + 0.4f * u[i];
            } else {
                u[i] = 0.2f * u[i] - 0.1f;
            }
        }
        return Weight.of(u, shape);
    }

    private static float[] hashed(int count, long salt) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            long x = i + salt * 1000003 & 0xffffffffL;
            for (int round = 0; round < 2; round++) {
                x = (x ^ x >> 16) * 0x45d9f3b & 0xffffffffL;
            }
            values[i] = (float) ((x ^ x >> 16) / 0x1p32);
        }
        return values;
    }

    /** Within a share of the largest expected value. */
    private static void assertClose(JsonNode expected, float[] actual, double tolerance) {
        double largest = 0;
        for (JsonNode value : expected) {
            largest = Math.max(largest, Math.abs(value.asDouble()));
        }
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(
                    expected.get(i).asDouble(), actual[i], tolerance * largest, "element " + i + " of " + expected);
        }
    }
}
