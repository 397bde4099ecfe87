package org.cordscope.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.learning.Recipe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class RecipeOptionsTest {
    private static Recipe recipe(@Nullable Integer model, String... options) throws IOException {
        RecipeOptions recipe = new RecipeOptions();
        new CommandLine(recipe).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        return recipe.forModel(model, Path::of);
    }

    @Test
    void quick_has_a_head_of_its_own_until_one_of_the_paper_s_is_asked_for() throws IOException {
        assertEquals(List.of(256), recipe(null, "--preset", "quick").network().hidden());
        assertEquals(
                List.of(1024, 1024), recipe(7, "--preset", "quick").network().hidden());
        assertEquals("resnet18", recipe(7, "--preset", "quick").network().trunk());
        assertEquals(
                List.of(512, 512), recipe(null, "--preset", "paper").network().hidden());
        assertEquals(List.of(2048), recipe(4, "--preset", "sound").network().hidden());
    }

    @Test
    void an_option_that_people_know_and_its_key_say_the_same() throws IOException {
        assertEquals(
                recipe(6, "--preset", "paper", "--learning-rate", "0.002", "--patience", "3"),
                recipe(
                        6,
                        "--preset",
                        "paper",
                        "--set",
                        "optimiser.learning_rate=0.002",
                        "--set",
                        "stopping.patience=3"));
    }
}
