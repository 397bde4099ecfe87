package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordscope.cli.results.OtherHeads;
import org.cordscope.cli.run.RunEnvironment;
import org.cordscope.cli.run.RunName;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.WeightFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OtherHeadsTest {
    private static final Recipe QUICK = Recipe.quick(Precision.FLOAT32, 1);

    @TempDir
    private Path runs = Path.of("");

    private Path run(String name, String key, String value) throws IOException, WeightFormatException {
        Path run = Files.createDirectories(runs.resolve(name));
        Path model = RunName.bestModel(run);
        Files.createDirectories(model.getParent());
        Files.writeString(model, "weights");
        Files.writeString(run.resolve("MODEL_CARD.md"), "# Model");
        Files.writeString(run.resolve("split.csv"), "subject,part\nsub-1,training\n");
        Files.writeString(RunEnvironment.file(run), "{\"configuration\": {}}");
        Files.writeString(run.resolve("config.yaml"), RecipeText.toYaml(RecipeText.with(QUICK, Map.of(key, value))));
        return run;
    }

    @Test
    void runs_of_the_same_recipe_with_another_head_belong_together() throws Exception {
        Path one = run("1", "network.hidden", "[256]");
        Path two = run("2", "network.hidden", "[512]");
        Path twoLayers = run("3", "network.hidden", "[256, 256]");
        assertEquals(List.of(two.toAbsolutePath(), twoLayers.toAbsolutePath()), OtherHeads.of(one));
        assertEquals(List.of(one.toAbsolutePath(), twoLayers.toAbsolutePath()), OtherHeads.of(two));
    }

    @Test
    void another_recipe_split_label_or_an_unfinished_run_does_not() throws Exception {
        Path one = run("1", "network.hidden", "[256]");
        run("2", "seed", "2");
        Files.writeString(run("3", "network.hidden", "[512]").resolve("split.csv"), "subject,part\n");
        Path permuted = run("4", "network.hidden", "[512]");
        Files.writeString(RunEnvironment.file(permuted), "{\"configuration\": {\"permuted_labels_seed\": 1}}");
        Files.delete(run("5", "network.hidden", "[512]").resolve("MODEL_CARD.md"));
        Files.writeString(run("6", "network.hidden", "[512]").resolve("config.yaml"), "nothing");
        assertEquals(List.of(), OtherHeads.of(one));
    }
}
