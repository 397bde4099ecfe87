package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.Weight;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassifierTest {
    private static final int SIDE = 48;
    private static final Recipe RECIPE = SmallRecipe.of(new Network("resnet18", false, List.of(8), 0.3), SIDE);
    private static final ResNetPlan PLAN = ResNetPlan.of(RECIPE.network());

    @TempDir
    Path folder;

    private Path model(Map<String, Weight> weights) throws IOException {
        Path file = folder.resolve("model.safetensors");
        new ModelFile(RECIPE, weights).write(file);
        return file;
    }

    private static List<float[]> images(int count) {
        SplittableRandom random = new SplittableRandom(5);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] grey = new float[SIDE * SIDE];
            for (int p = 0; p < grey.length; p++) {
                grey[p] = (float) random.nextDouble();
            }
            images.add(grey);
        }
        return images;
    }

    private static String problem(Path file) {
        return String.valueOf(
                assertThrows(UserFacingException.class, () -> TorchClassifier.open(file, Precision.FLOAT32))
                        .getMessage());
    }

    @Test
    void an_image_is_coded_the_same_whatever_is_coded_beside_it() throws IOException {
        try (TorchClassifier classifier = TorchClassifier.open(model(Parameters.random(PLAN, 1)), Precision.FLOAT32)) {
            List<float[]> images = images(19);
            double[] together = classifier.probabilities(images);
            assertEquals(19, together.length);
            for (int i : new int[] {0, 7, 8, 18}) {
                assertEquals(together[i], classifier.probabilities(List.of(images.get(i)))[0], 1e-6);
            }
            assertArrayEquals(new double[0], classifier.probabilities(List.of()));
        }
    }

    @Test
    void bfloat16_is_near_float32() throws IOException {
        Path model = model(Parameters.random(PLAN, 1));
        try (TorchClassifier exact = TorchClassifier.open(model, Precision.FLOAT32);
                TorchClassifier fast = TorchClassifier.open(model, Precision.BFLOAT16)) {
            assertArrayEquals(exact.probabilities(images(9)), fast.probabilities(images(9)), 0.02);
        }
    }

    @Test
    void a_classifier_knows_its_recipe_and_its_file() throws IOException {
        Path model = model(Parameters.random(PLAN, 1));
        try (TorchClassifier classifier = TorchClassifier.open(model)) {
            assertEquals(RECIPE, classifier.recipe());
            assertEquals(Sha256.ofFile(model), classifier.sha256());
            assertThrows(IllegalArgumentException.class, () -> classifier.probabilities(List.of(new float[7])));
        }
    }

    @Test
    void a_closed_classifier_refuses_work_and_closes_twice() throws IOException {
        TorchClassifier classifier = TorchClassifier.open(model(Parameters.random(PLAN, 1)), Precision.FLOAT32);
        classifier.close();
        classifier.close();
        assertThrows(IllegalStateException.class, () -> classifier.probabilities(images(1)));
    }

    @Test
    void files_that_are_no_models_are_refused_with_their_reason() throws IOException {
        assertTrue(problem(folder.resolve("absent.safetensors")).startsWith("There is no model"));
        Path text = Files.writeString(folder.resolve("text.safetensors"), "not a model at all, only text");
        assertTrue(problem(text).contains("is not a Cordscope model: header length"));
        Path plain = folder.resolve("plain.safetensors");
        new SafeTensors(Map.of(), Parameters.random(PLAN, 1)).write(plain);
        assertTrue(problem(plain).contains("was not trained by Cordscope"));
        new SafeTensors(Map.of("format", "cordscope-model 3"), Map.of()).write(plain);
        assertTrue(problem(plain).contains("\"cordscope-model 3\", this version reads \"cordscope-model 2\""));
        String unknown = RecipeText.toJson(RECIPE).replace("\"batch\"", "\"bunch\"");
        new SafeTensors(Map.of("format", "cordscope-model 1", "recipe", unknown), Map.of()).write(plain);
        assertTrue(problem(plain).contains("recipe is not usable"), problem(plain));
        assertTrue(problem(plain).contains("'batch'"), problem(plain));
    }

    @Test
    void tensors_that_are_missing_too_many_or_of_another_shape_are_named() throws IOException {
        Map<String, Weight> weights = new LinkedHashMap<>(Parameters.random(PLAN, 1));
        weights.remove("layer1.0.conv1.weight");
        weights.put("head.3.bias", Weight.of(new float[2], List.of(2L)));
        weights.put("layer9.weight", Weight.of(new float[1], List.of(1L)));
        String problem = problem(model(weights));
        assertTrue(problem.contains("layer1.0.conv1.weight is missing"), problem);
        assertTrue(problem.contains("head.3.bias is [2] instead of [1]"), problem);
        assertTrue(problem.contains("layer9.weight is too many"), problem);
    }

    @Test
    void training_starts_from_the_trunk_of_a_file_and_a_random_head() throws IOException {
        Map<String, Weight> trunk = new LinkedHashMap<>(Parameters.random(PLAN, 99));
        trunk.keySet().removeIf(name -> name.startsWith("head."));
        trunk.put("fc.weight", Weight.of(new float[2], List.of(2L)));
        Path file = folder.resolve("trunk.safetensors");
        new SafeTensors(Map.of(), trunk).write(file);
        Map<String, Weight> initial = InitialWeights.of(from(file, null), PLAN, Path::of);
        assertEquals(PLAN.shapes().keySet(), initial.keySet());
        assertEquals(trunk.get("conv1.weight"), initial.get("conv1.weight"));
        assertEquals(Parameters.random(PLAN, 1).get("head.0.weight"), initial.get("head.0.weight"));
    }

    @Test
    void training_goes_on_from_a_model_of_our_own_that_sees_slices_as_the_recipe_does() throws IOException {
        Map<String, Weight> own = Parameters.random(PLAN, 99);
        Path file = model(own);
        assertEquals(own, InitialWeights.of(from(file, null), PLAN, Path::of));
        assertEquals("resnet18", TrunkFile.read(file).architecture());

        Recipe wider = SmallRecipe.with(RECIPE, "network.hidden=[7]", "initial_weights=" + file);
        ResNetPlan plan = ResNetPlan.of(wider.network());
        Map<String, Weight> initial = InitialWeights.of(wider, plan, Path::of);
        assertEquals(own.get("conv1.weight"), initial.get("conv1.weight"));
        assertEquals(Parameters.random(plan, 1).get("head.0.weight"), initial.get("head.0.weight"));

        Recipe other = SmallRecipe.with(from(file, null), "preprocessing.field_of_view_mm=70");
        UserFacingException refused =
                assertThrows(UserFacingException.class, () -> InitialWeights.of(other, PLAN, Path::of));
        assertTrue(refused.remedy().contains("--set preprocessing.field_of_view_mm=0.0"), refused.remedy());
    }

    @Test
    void initial_weights_that_do_not_fit_are_refused_by_name() throws IOException {
        Map<String, Weight> trunk = new LinkedHashMap<>(Parameters.random(PLAN, 99));
        trunk.remove("bn1.weight");
        trunk.put("conv1.weight", Weight.of(new float[64 * 49], List.of(64L, 1L, 7L, 7L)));
        Path file = folder.resolve("trunk.safetensors");
        new SafeTensors(Map.of(), trunk).write(file);
        String problem = String.valueOf(assertThrows(
                        UserFacingException.class, () -> InitialWeights.of(from(file, null), PLAN, Path::of))
                .getMessage());
        assertTrue(problem.contains("bn1.weight (missing)"), problem);
        assertTrue(problem.contains("conv1.weight [64, 1, 7, 7] instead of [64, 3, 7, 7]"), problem);
        assertThrows(UserFacingException.class, () -> InitialWeights.of(from(file, "00"), PLAN, Path::of));
        assertThrows(
                UserFacingException.class,
                () -> InitialWeights.of(from(folder.resolve("absent.pth"), null), PLAN, Path::of));
    }

    private static Recipe from(Path file, @Nullable String sha256) {
        return SmallRecipe.with(RECIPE, "initial_weights=" + file, "initial_weights_sha256=" + quoted(sha256));
    }

    private static String quoted(@Nullable String sha256) {
        return sha256 == null ? "null" : "'" + sha256 + "'";
    }

    @Test
    void the_bench_measures_every_repetition() {
        Network network = RECIPE.network();
        assertEquals(
                2,
                TorchBench.inference(network, SIDE, 2, Precision.FLOAT32, 2, 0.01)
                        .size());
        assertTrue(TorchBench.training(network, FineTuning.ALL, SIDE, 2, Precision.BFLOAT16, 1, 0.01)
                        .get(0)
                > 0);
    }
}
