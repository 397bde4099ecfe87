package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.learning.Channels;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.weights.RecipeText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes as a user gives them. */
final class RecipeCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void neighbouring_slices_reach_training_evaluation_and_coding_alike() throws IOException {
        PhantomStudy study = PhantomStudy.in(folder, 4);
        String[] wrong = {"schedule.warmup=3", "batch=few", "fine_tuning=frozen-prefix 2"};
        String[] named = {"'schedule.warmup'", "'batch'", "augmentation"};
        for (int i = 0; i < wrong.length; i++) {
            Console refused = study.run("train", "--preset", "quick", "--set", wrong[i]);
            assertEquals(1, refused.exit());
            assertTrue(refused.problem().contains(named[i]), refused.err());
        }
        assertEquals(
                2, study.run("train", "--recipe", "x.yaml", "--preset", "quick").exit());
        assertTrue(study.run("train", "--recipe", folder.resolve("absent.yaml"))
                .problem()
                .contains("There is no recipe"));

        Path first = study.train(
                "--preset",
                "quick",
                "--max-epochs",
                1,
                "--set",
                "network.channels=neighbours",
                "--set",
                "preprocessing.size=64",
                "--set",
                "augmentation=null");
        Path config = first.resolve("config.yaml");
        Recipe recipe = RecipeText.fromYaml(Files.readString(config));
        assertEquals(Channels.NEIGHBOURS, recipe.network().channels());
        assertEquals(1, recipe.stopping().maximumEpochs());

        Path model = first.resolve("checkpoints/best/model.safetensors");
        study.done("evaluate", "--run", first.getFileName());
        Console.done("predict", study.root().resolve("images"), "--model", model, "--out", folder.resolve("coded"));
        Map<String, Double> evaluated = column(first.resolve("predictions.csv"), "slice_id");
        Map<String, Double> coded = column(folder.resolve("coded/slices.csv"), "sop_instance_uid");
        assertFalse(evaluated.isEmpty());
        evaluated.forEach(
                (slice, probability) -> assertEquals(probability, coded.getOrDefault(slice, Double.NaN), 1e-3, slice));

        Path explained = folder.resolve("explained");
        study.done(
                "explain",
                "--run",
                first.getFileName(),
                "--methods",
                "grad-cam,occlusion",
                "--limit",
                2,
                "--out",
                explained);
        assertTrue(Files.readString(explained.resolve("explain.html")).contains("between its neighbours"));
        assertTrue(Files.exists(explained.resolve("overlays/0002-occlusion.png")));

        Path again = study.train("--recipe", config, "--name", "again", "--set", "batch=16");
        Recipe changed = RecipeText.fromYaml(Files.readString(again.resolve("config.yaml")));
        assertEquals(RecipeText.with(recipe, Map.of("batch", "16")), changed);
    }

    private static Map<String, Double> column(Path csv, String key) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        Map<String, Double> values = new HashMap<>();
        try (Reader text = Files.newBufferedReader(csv)) {
            for (CSVRecord row : format.parse(text)) {
                values.put(row.get(key), Double.valueOf(row.get("probability")));
            }
        }
        return values;
    }
}
