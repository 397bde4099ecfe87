package org.cordscope.learning.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.cordscope.imaging.AugmentationRanges;
import org.cordscope.learning.Channels;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Schedule;
import org.junit.jupiter.api.Test;

final class RecipeTextTest {
    private static final Recipe PAPER = Recipe.paper(6, "weights.pth", "ab", 3);
    private static final Recipe SOUND = Recipe.sound(2, Precision.BFLOAT16, -7);

    private static String problem(String yaml) {
        return String.valueOf(assertThrows(WeightFormatException.class, () -> RecipeText.fromYaml(yaml))
                .getMessage());
    }

    private static String problem(Recipe recipe, String key, String value) {
        return String.valueOf(assertThrows(
                        WeightFormatException.class, () -> RecipeText.with(recipe, Map.of(key, value)))
                .getMessage());
    }

    @Test
    void every_preset_survives_json_and_yaml() throws WeightFormatException {
        Recipe tuned = RecipeText.with(
                PAPER,
                Map.of("fine_tuning", "frozen-prefix 2", "network.channels", "neighbours", "schedule.shape", "cosine"));
        for (Recipe recipe : new Recipe[] {PAPER, SOUND, tuned, Recipe.quick(Precision.FLOAT32, 1)}) {
            assertEquals(recipe, RecipeText.fromJson(RecipeText.toJson(recipe)));
            assertEquals(recipe, RecipeText.fromYaml(RecipeText.toYaml(recipe)));
        }
    }

    @Test
    void unknown_missing_and_repeated_keys_are_named_with_their_dots() {
        String yaml = RecipeText.toYaml(SOUND);
        assertTrue(problem(yaml + "colour: red\n").contains("unknown key 'colour'"));
        assertTrue(problem(yaml.replace("  beta1:", "  beta_1:")).contains("missing key 'optimiser.beta1'"));
        assertTrue(problem(yaml.replace("  beta1:", "  beta_1:")).contains("unknown key 'optimiser.beta_1'"));
        assertTrue(problem(yaml.replace("  bias_field:", "  bias:")).contains("missing key 'augmentation.bias_field'"));
        assertTrue(problem(yaml + "batch: 4\n").contains("'batch'"), problem(yaml + "batch: 4\n"));
        assertTrue(problem(yaml.replaceFirst("format: .*\n", "")).contains("'format'"));
        assertTrue(problem("").contains("empty"));
    }

    @Test
    void values_of_a_wrong_kind_are_named() {
        assertTrue(problem(SOUND, "batch", "many").contains("'batch'"));
        assertTrue(problem(SOUND, "batch", "2.5").contains("'batch'"));
        assertTrue(problem(SOUND, "schedule.shape", "sine").contains("'schedule.shape'"));
        assertTrue(problem(SOUND, "schedule", "null").contains("'schedule' cannot be null"));
        assertTrue(problem(SOUND, "fine_tuning", "some").contains("all, batchnorm-frozen or frozen-prefix N"));
        assertTrue(problem(SOUND, "optimiser.ema_decay", "1").contains("EMA decay must be between 0 and 1"));
    }

    @Test
    void single_keys_change_and_unknown_ones_are_refused() throws WeightFormatException {
        Recipe changed = RecipeText.with(
                PAPER,
                Map.of(
                        "schedule.warm_up_epochs", "3",
                        "optimiser.clip_norm", "0.5",
                        "network.hidden", "[8, 4]",
                        "loss.positive_weight", "null",
                        "network.channels", "neighbours",
                        "fine_tuning", "batchnorm-frozen"));
        assertEquals(new Schedule(Schedule.Shape.CONSTANT, 3), changed.schedule());
        assertEquals(0.5, changed.optimiser().clipNorm());
        assertEquals(List.of(8, 4), changed.network().hidden());
        assertNull(changed.loss().positiveWeight());
        assertEquals(Channels.NEIGHBOURS, changed.network().channels());
        assertEquals(FineTuning.BATCHNORM_FROZEN, changed.fineTuning());
        assertTrue(problem(PAPER, "schedule.warmup", "3").contains("unknown key 'schedule.warmup'"));
        assertTrue(problem(PAPER, "batch.size", "3").contains("unknown key 'batch.size'"));
        assertTrue(problem(PAPER, "augmentation.shift", "0.1").contains("null"));
    }

    @Test
    void a_frozen_prefix_refuses_augmentation() {
        assertTrue(problem(SOUND, "fine_tuning", "frozen-prefix 2").contains("augmentation"));
    }

    @Test
    void a_recipe_of_the_first_format_is_read_with_everything_new_off() throws WeightFormatException {
        String first =
                "{\"network\":{\"trunk\":\"resnet18\",\"stride_in_first\":false,\"hidden\":[256],\"dropout\":0.3},"
                        + "\"preprocessing\":{\"size\":128,\"field_of_view_mm\":80.0,\"low_percentile\":0.5,"
                        + "\"high_percentile\":99.5},\"initial_weights\":\"random\",\"initial_weights_sha256\":null,"
                        + "\"learning_rate\":3.0E-4,\"beta1\":0.9,\"batch\":32,\"positive_weight\":null,\"minimum_epochs\":8,"
                        + "\"maximum_epochs\":16,\"patience\":4,\"augmentation\":true,\"precision\":\"FLOAT32\",\"seed\":1}";
        assertEquals(Recipe.quick(Precision.FLOAT32, 1), RecipeText.fromJson(first));
        Recipe plain = RecipeText.fromJson(first.replace("\"augmentation\":true", "\"augmentation\":false"));
        assertNull(plain.augmentation());
        assertThrows(WeightFormatException.class, () -> RecipeText.fromJson(first.replace("\"beta1\"", "\"beta\"")));
    }

    @Test
    void a_format_of_another_version_is_refused() {
        String later = RecipeText.toYaml(SOUND).replace("cordscope-recipe 2", "cordscope-recipe 3");
        assertTrue(problem(later).contains("\"cordscope-recipe 3\", this version reads \"cordscope-recipe 2\""));
    }

    @Test
    void ranges_of_augmentation_are_written_out() {
        assertTrue(RecipeText.toYaml(SOUND).contains("  rotation_degrees: 10.0\n"));
        assertTrue(RecipeText.toYaml(PAPER).contains("augmentation: null\n"));
        assertThrows(IllegalArgumentException.class, () -> new AugmentationRanges(0, 0, 0, 2, 0, 0, 0, 0));
    }
}
