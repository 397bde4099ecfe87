package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.csv.CsvTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validation as a user asks for it. */
final class FoldsCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_runs_of_all_folds_judge_every_patient_once() throws IOException {
        PhantomStudy study = PhantomStudy.in(folder, 6, "--folds", 2, "--holdout", 0);
        Path out = folder.resolve("out");
        Object first = study.trainQuickly("--fold", 1, "--name", "first").getFileName();
        Object second = study.trainQuickly("--fold", 2, "--name", "second").getFileName();
        Object again = study.trainQuickly("--fold", 2, "--name", "again").getFileName();

        JsonNode evaluation = study.done(
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
                        "--json")
                .json();

        assertEquals(6, evaluation.path("patients").asInt());
        List<String> judged = CsvTable.read(out.resolve("predictions.csv")).rows().stream()
                .map(row -> row.get("slice_id"))
                .toList();
        assertEquals(judged.size(), judged.stream().distinct().count());
        assertEquals(evaluation.path("slices").asInt(), judged.size());
        Console twice = study.run("evaluate", "--run", second, "--run", again, "--part", "validation", "--out", out);
        assertTrue(twice.problem().contains("validated " + second + " and " + again), twice.err());
        Console holdout = study.run("evaluate", "--run", first, "--run", second);
        assertTrue(holdout.problem().contains("--part validation --out DIR"), holdout.err());
        Console report = study.run("report", "--run", first);
        assertTrue(report.problem().contains("--part validation --out DIR"), report.err());
        assertTrue(Files.isDirectory(out.resolve("figures")));
    }

    @Test
    void a_fold_without_a_run_and_a_split_drawn_anew_are_said() throws IOException {
        PhantomStudy study = PhantomStudy.in(folder, 6, "--folds", 3, "--holdout", 0);
        Path out = folder.resolve("out");
        Object first = study.trainQuickly("--fold", 1, "--name", "first").getFileName();
        Object third = study.trainQuickly("--fold", 3, "--name", "third").getFileName();
        List<Object> join = List.of("--run", first, "--run", third, "--part", "validation", "--out", out);

        Console joined = study.done("evaluate", join.toArray());
        study.done("split", "--folds", 3, "--holdout", 0, "--seed", 77, "--redraw", "--force");
        Console leaking = study.run("evaluate", join.toArray());

        assertTrue(joined.out().contains("Of fold 2 no run is named"), joined.out());
        assertTrue(
                leaking.problem().contains("was drawn anew since")
                        && leaking.problem().contains("today's validation part"),
                leaking.err());
    }
}
