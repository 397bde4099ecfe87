package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.cordscope.cli.run.RunName;
import org.cordscope.learning.TrainingLog;
import org.cordscope.learning.cord.CordModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning as a user asks for it. */
final class TuningCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static Path run(Path study, String name) throws IOException {
        try (var runs = Files.list(study.resolve("runs"))) {
            return runs.filter(run -> run.getFileName().toString().endsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_study_is_fine_tuned_on_evaluated_and_reported_and_the_same_study_gives_the_same_model() throws IOException {
        PhantomStudy study = PhantomStudy.sized(96, folder, 8);
        study.done("train", "--init", "default", "--name", "one", "--learning-curve", "--repetitions", 1);
        Path one = run(study.root(), "-one");
        List<String> curve = Files.readAllLines(one.resolve("learning-curve.csv"));
        assertTrue(curve.get(1).startsWith("0,0,0,"), curve.toString());
        assertTrue(curve.get(curve.size() - 1).startsWith("6,1,"), curve.toString());
        assertTrue(Files.readString(one.resolve("learning-curve.svg")).contains("Labelled patients"));
        assertEquals(7, TrainingLog.read(one).size());

        study.done("train", "--init", "default", "--name", "two");
        byte[] model = Files.readAllBytes(RunName.bestModel(one));
        assertArrayEquals(model, Files.readAllBytes(RunName.bestModel(run(study.root(), "-two"))));
        CordModel tuned = CordModel.read(RunName.bestModel(one));
        assertEquals(
                CordModel.shipped().sha256(),
                Objects.requireNonNull(tuned.tuning()).from());
        assertTrue(tuned.card().startsWith("# Fine-tuned"), tuned.card());

        Console shown = Console.done("model", "show", RunName.bestModel(one));
        assertTrue(shown.out().contains("deciding layer " + tuned.tuning().verdict()), shown.out());
        Console exported = Console.run("model", "export", RunName.bestModel(one), "--out", folder.resolve("m.onnx"));
        assertEquals(1, exported.exit());
        assertFalse(Files.exists(folder.resolve("m.onnx")));

        study.done("evaluate", "--run", one.getFileName());
        study.done("report", "--run", one.getFileName());
        String report = Files.readString(
                study.root().resolve("reports").resolve(one.getFileName()).resolve("report.html"));
        assertTrue(report.contains("fine-tuned model of the cord"));
        assertEquals(1, study.run("train", "--resume", one.getFileName()).exit());
    }

    @Test
    void what_does_not_go_with_fine_tuning_is_refused_in_a_sentence() {
        Path study = folder.resolve("study");
        Console.done("init", study, "--seed", 1);
        for (Object[] wrong : new Object[][] {
            {"--init", "default", "--model", 3},
            {"--init", "default", "--preset", "quick"},
            {"--init", "default", "--max-epochs", 3},
            {"--learning-curve"},
            {"--init", "default", "--learning-curve", "--repetitions", 0}
        }) {
            Object[] words = new Object[wrong.length + 3];
            words[0] = "train";
            System.arraycopy(wrong, 0, words, 1, wrong.length);
            words[wrong.length + 1] = "--study";
            words[wrong.length + 2] = study;
            Console refused = Console.run(words);
            assertEquals(2, refused.exit(), refused.err());
            assertFalse(refused.problem().isEmpty());
        }
        Console unlabelled = Console.run("train", "--init", "default", "--study", study);
        assertEquals(1, unlabelled.exit());
        assertTrue(unlabelled.problem().contains("not split"), unlabelled.err());
        Console absent = Console.run("train", "--init", folder.resolve("absent"), "--study", study);
        assertEquals(1, absent.exit());
        assertTrue(absent.problem().contains("There is no model"), absent.err());
    }
}
