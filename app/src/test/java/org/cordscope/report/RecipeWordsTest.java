package org.cordscope.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.junit.jupiter.api.Test;

/** What a methods section says of a training is what the recipe says. */
final class RecipeWordsTest {
    @Test
    void the_most_epochs_and_only_changes_that_were_drawn_are_named() {
        String quick = training(Recipe.quick(Precision.FLOAT32, 1));
        assertTrue(
                quick.contains("at least 8 epochs, then until the validation loss had not fallen for 4, at most 16;"),
                quick);
        assertTrue(quick.contains("random shifts, rotations, scalings, flips, contrast, brightness, noise,"), quick);
        assertFalse(quick.contains("bias fields"), quick);
        assertTrue(training(Recipe.sound(6, Precision.FLOAT32, 1)).contains("noise, bias fields,"));
        assertTrue(training(Recipe.paper(6, "random", null, 1)).contains("no augmentation"));
    }

    private static String training(Recipe recipe) {
        return String.valueOf(new RecipeWords(recipe).sentences(List.of()).get("training"));
    }
}
