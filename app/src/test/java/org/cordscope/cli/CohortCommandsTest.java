package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordscope.cli.run.RunEnvironment;
import org.cordscope.cli.run.RunName;
import org.cordscope.cli.run.RunSplit;
import org.cordscope.cli.shared.Json;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.Splitting;
import org.cordscope.cohort.StoredStudy;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.StudySettings;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that show and divide a study. */
final class CohortCommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private StudyFolder study;

    @BeforeEach
    void fill() throws IOException {
        study = StoredStudy.of(folder.resolve("study"), StudySettings.named("trial"), 8, 5);
        study.catalogue().jdbi().useHandle(h -> {
            h.execute("INSERT INTO excluded_series (series_uid, study_uid, subject, reason, evidence)"
                    + " VALUES ('2.25.98765432109876', '2.25.1', 'sub-a', 'not axial', 'sagittal\nechoes 2')");
            h.execute("INSERT INTO sources (path_hash, status, reason, series_uid)"
                    + " VALUES ('x', 'excluded', 'not axial', '2.25.98765432109876')");
            h.execute("INSERT INTO sources (path_hash, status, reason) VALUES ('y', 'unusable', 'not DICOM')");
            h.execute("INSERT INTO consensus_labels (sop_uid, frame, label, reason)"
                    + " SELECT sop_uid, frame, slice_index % 2, 'test' FROM slices");
        });
    }

    @Test
    void status_shows_every_file_in_a_tree_of_counts() {
        done("split");
        List<String> lines = done("status")
                .out()
                .lines()
                .map(l -> l.replaceAll("[^\\w :,-]", "?"))
                .toList();
        assertEquals("42  files found", lines.get(0));
        assertTrue(lines.get(1).matches(" 1  .*cannot be used"), lines.get(1));
        assertTrue(lines.get(2).matches(" 1  .* not DICOM"), lines.get(2));
        assertTrue(lines.get(4).matches(" 1  .* not axial"), lines.get(4));
        assertTrue(lines.get(5).matches("40  .* used"), lines.get(5));
        assertTrue(lines.get(lines.size() - 1).matches("10  .* holdout: 2 subjects, 2 scans, 4 compressed"));
    }

    @Test
    void status_draws_the_flow_as_a_diagram() throws IOException {
        Path svg = folder.resolve("flow.svg");
        done("split", "--folds", 3);
        done("status", "--svg", svg);
        String drawing = Files.readString(svg);
        assertTrue(drawing.contains("Files found") && drawing.contains("Fold 3") && drawing.contains("Holdout"));
    }

    @Test
    void status_lists_series_with_their_evidence() throws IOException {
        String all = done("status", "--series").out();
        assertEquals(9, all.lines().filter(l -> !l.startsWith(" ")).count());
        List<String> excluded = done("status", "--excluded").out().lines().toList();
        assertEquals(
                List.of("32109876  sub-a  1 file   not chosen: not axial", "    sagittal", "    echoes 2"), excluded);
        assertEquals(
                excluded, done("status", "--subject", "sub-a").out().lines().toList());
        JsonNode json = json(done("status", "--excluded", "--json"));
        assertEquals(42, json.at("/flow/files").asInt());
        assertEquals("echoes 2", json.at("/series/0/evidence/1").asText());
        Console unknown = run("status", "--subject", "sub-b");
        assertEquals(1, unknown.exit());
        assertTrue(unknown.problem().startsWith("The study has no series of sub-b"), unknown.err());
    }

    @Test
    void split_takes_every_scheme_and_says_what_it_did() throws IOException {
        JsonNode paper = json(done("split", "--scheme", "paper", "--json"));
        assertEquals(2, paper.path("holdout_patients").asInt());
        Console leaky = done("split", "--scheme", "paper-image-split");
        assertTrue(leaky.err().contains("leak"), leaky.err());
        assertTrue(leaky.out().contains("divided images       30"), leaky.out());
        JsonNode folds = json(done("split", "--scheme", "patients", "--folds", 4, "--holdout", 0, "--json"));
        assertEquals(2, folds.path("fold_4_patients").asInt());
        assertEquals("drawn anew", folds.path("split").asText());
        assertTrue(done("split").out().contains("as before"));
        assertEquals(2, run("split", "--scheme", "nonsense").exit());
        Console empty = run("split", "--folds", 9);
        assertEquals(1, empty.exit());
        assertTrue(empty.problem().contains("--folds"), empty.err());
    }

    @Test
    void train_asks_for_a_fold_where_there_are_folds_and_only_there() {
        done("split", "--folds", 3);
        assertTrue(run("train").problem().contains("--fold 1 to 3"));
        assertTrue(run("train", "--fold", 4).problem().contains("no fold 4"));
        done("split", "--folds", 0);
        assertTrue(run("train", "--fold", 1).problem().contains("cordscope split --folds"));
    }

    @Test
    void a_run_on_permuted_labels_is_taken_only_where_it_is_named() throws IOException {
        for (String name : List.of("20260101T000000Z-plain", "20260102T000000Z-control")) {
            Path run = Files.createDirectory(study.runs().resolve(name));
            Files.createDirectories(RunName.bestModel(run).getParent());
            Files.createFile(RunName.bestModel(run));
        }
        Path control = study.runs().resolve("20260102T000000Z-control");
        assertEquals(control, RunName.find(study, null));
        Files.writeString(
                RunEnvironment.file(control), Json.text(Map.of("configuration", RunSplit.permutedConfiguration(3))));
        assertEquals(study.runs().resolve("20260101T000000Z-plain"), RunName.find(study, null));
        assertEquals(control, RunName.find(study, "20260102T000000Z-control"));
    }

    @Test
    void a_run_is_not_evaluated_on_patients_it_was_trained_on() throws IOException {
        Splitting.make(study, false);
        Path run = Files.createDirectory(study.runs().resolve("run1"));
        Files.copy(study.root().resolve("split.csv"), run.resolve("split.csv"));
        assertFalse(RunSplit.slices(study, run, Part.HOLDOUT).isEmpty());
        Files.writeString(
                run.resolve("split.csv"),
                Files.readString(run.resolve("split.csv")).replace("HOLDOUT", "TRAINING"));
        UserFacingException refused =
                assertThrows(UserFacingException.class, () -> RunSplit.slices(study, run, Part.HOLDOUT));
        assertTrue(String.valueOf(refused.getMessage()).contains("has seen 2 of the patients"), refused.toString());
        assertFalse(RunSplit.slices(study, run, Part.TRAINING).isEmpty());
    }

    private Console run(Object... arguments) {
        Object[] all = new Object[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--study";
        all[arguments.length + 1] = study.root();
        return Console.run(all);
    }

    private Console done(Object... arguments) {
        Console console = run(arguments);
        assertEquals(0, console.exit(), console.err());
        return console;
    }

    private static JsonNode json(Console console) throws IOException {
        return new ObjectMapper().readTree(console.out());
    }
}
