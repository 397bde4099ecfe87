package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.cohort.CsvTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validation as a user asks for it. */
final class FoldsCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static Console done(Object... arguments) {
        Console console = Console.run(arguments);
        assertEquals(0, console.exit(), console.err());
        return console;
    }

    private static Object train(Path study, int fold, String name) throws IOException {
        done(
                "train",
                "--preset",
                "quick",
                "--set",
                "preprocessing.size=32",
                "--min-epochs",
                1,
                "--max-epochs",
                1,
                "--fold",
                fold,
                "--name",
                name,
                "--study",
                study);
        try (var runs = Files.list(study.resolve("runs"))) {
            return runs.map(run -> run.getFileName().toString())
                    .filter(run -> run.endsWith("-" + name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void the_runs_of_all_folds_judge_every_patient_once() throws IOException {
        Path cohort = folder.resolve("cohort");
        Path study = folder.resolve("study");
        Path out = folder.resolve("out");
        done("phantom", "--patients", 6, "--matrix", 64, "--no-decoys", "--no-masks", "--out", cohort);
        done("init", study, "--seed", 1);
        done("import", cohort.resolve("dicom"), "--study", study);
        done("labels", "import", cohort.resolve("consensus.csv"), "--study", study);
        done("split", "--folds", 2, "--holdout", 0, "--study", study);
        Object first = train(study, 1, "first");
        Object second = train(study, 2, "second");
        Object again = train(study, 2, "again");

        JsonNode evaluation = new JsonMapper()
                .readTree(done(
                                "evaluate",
                                "--run",
                                first,
                                "--run",
                                second,
                                "--run",
                                second,
                                "--part",
                                "validation",
                                "--out",
                                out,
                                "--study",
                                study,
                                "--json")
                        .out());

        assertEquals(6, evaluation.path("patients").asInt());
        List<String> judged = CsvTable.read(out.resolve("predictions.csv")).rows().stream()
                .map(row -> row.get("slice_id"))
                .toList();
        assertEquals(judged.size(), judged.stream().distinct().count());
        assertEquals(evaluation.path("slices").asInt(), judged.size());
        Console twice = Console.run(
                "evaluate", "--run", second, "--run", again, "--part", "validation", "--out", out, "--study", study);
        assertTrue(twice.problem().contains("validated " + second + " and " + again), twice.err());
        Console holdout = Console.run("evaluate", "--run", first, "--run", second, "--study", study);
        assertTrue(holdout.problem().contains("--part validation --out DIR"), holdout.err());
    }
}
