package org.cordscope.cli;

import static org.cordscope.cli.Console.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.cli.run.RunName;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.provenance.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study from its first file to its coded scans. */
final class StudyJourneyTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_study_goes_from_phantom_to_coded_scans() throws IOException {
        Path cohort = folder.resolve("cohort");
        Path study = folder.resolve("study");
        Path coded = folder.resolve("coded");
        done("phantom", "--patients", 4, "--matrix", 64, "--no-decoys", "--out", cohort);
        done("init", study, "--name", "Four patients", "--seed", 1);
        done("import", cohort.resolve("dicom"), "--clinical", cohort.resolve("clinical.csv"), "--study", study);
        done("import", "--screening", cohort.resolve("screening.csv"), "--study", study);
        assertTrue(done("status", "--study", study).out().contains("people assessed"));
        done("labels", "import", cohort.resolve("ratings.csv"), cohort.resolve("consensus.csv"), "--study", study);
        done("split", "--study", study);
        JsonNode training = json(
                done("train", "--preset", "quick", "--min-epochs", 1, "--max-epochs", 1, "--study", study, "--json"));
        assertEquals(1, training.at("/models/0/epochs").asInt());
        JsonNode evaluation = json(done("evaluate", "--study", study, "--json"));
        for (String metric : List.of("auc", "sensitivity", "specificity", "f1")) {
            JsonNode estimate = evaluation.path("pooled").path(metric);
            List.of("value", "low", "high", "method").forEach(key -> assertTrue(estimate.has(key), metric + key));
        }
        List.of("per_patient", "subgroups", "calibration").forEach(key -> assertTrue(evaluation.has(key), key));
        assertTrue(evaluation.path("scans").path("scans").asInt() >= 1);
        assertEquals(3, evaluation.path("against_raters").size());
        Path page = Path.of(done("report", "--study", study).out().strip());
        assertTrue(Files.exists(page.resolveSibling("report.pdf")));
        assertTrue(Files.exists(page.resolveSibling("tables/cohort-2.tex")));
        assertTrue(Files.readString(page).contains("Four patients"));
        assertExplained(
                study,
                cohort.resolve("masks"),
                Path.of(training.at("/models/0/model").asText()));

        write("cohort/dicom/notes.txt", "not DICOM");
        Path model = Path.of(training.at("/models/0/model").asText());
        JsonNode summary = json(done("predict", cohort.resolve("dicom"), "--model", model, "--out", coded, "--json"));
        assertCoded(coded, summary);
        assertModelTold(study, model);
        assertEquals(4, summary.path("scans").asInt());

        Console nothing = Console.run("predict", write("text", "text"), "--model", model, "--out", coded);
        assertEquals(1, nothing.exit());
        assertTrue(nothing.problem().contains("text: not DICOM"), nothing.err());
        assertChangedSeedNeedsForce(study);
        assertOtherSplitIsNotTrainedOn(study, training.at("/models/0/run").asText());
    }

    /** A run without its card has not ended. */
    private static void assertOtherSplitIsNotTrainedOn(Path study, String name) throws IOException {
        Path run = study.resolve("runs").resolve(name);
        Files.delete(run.resolve("MODEL_CARD.md"));
        Path env = run.resolve("env.json");
        Files.writeString(
                env,
                Files.readString(env)
                        .replaceFirst("\"training_and_validation\" : \"....", "\"training_and_validation\" : \"zzzz"));
        Path split = run.resolve("split.csv");
        Files.writeString(split, Files.readString(split).replace("HOLDOUT", "TRAINING"));
        Console refused = Console.run("train", "--resume", name, "--study", study);
        assertEquals(1, refused.exit(), refused.err());
        assertTrue(refused.problem().contains("have changed since " + name), refused.err());
        Console seen = Console.run(
                "train", "--preset", "quick", "--initial-weights", RunName.bestModel(run), "--study", study);
        assertEquals(1, seen.exit(), seen.err());
        assertTrue(seen.problem().contains(name + " has learned from"), seen.err());
    }

    private void assertExplained(Path study, Path masks, Path model) throws IOException {
        Path out = folder.resolve("explained");
        Console console = done(
                "explain", "--study", study, "--limit", 3, "--masks", masks, "--other", model, "--out", out, "--json");
        JsonNode summary = json(console);
        assertEquals(3, summary.path("slices").asInt());
        List<String> maps = Files.readAllLines(out.resolve("maps.csv"));
        assertEquals(1 + 3 * 3, maps.size());
        String[] last = maps.get(9).split(",", -1);
        assertTrue(Files.exists(out.resolve(last[last.length - 1])), maps.get(9));
        JsonNode sanity = json(Files.readString(out.resolve("sanity.json")));
        for (String method : List.of("keras-vis", "grad-cam", "grad-cam++")) {
            assertTrue(summary.path("verdicts").path(method).has("cascading"), console.out());
            assertTrue(sanity.path("methods").path(method).has("random_pairs_ssim"), method);
        }
        String page = Files.readString(out.resolve("explain.html"));
        assertTrue(page.contains("Least certain"));
        assertFalse(page.contains("http"), "the page fetches nothing");
        assertTrue(Files.readString(out.resolve("sanity.csv")).contains("repeatability,other model 1,grad-cam,"));

        Path elsewhere = folder.resolve("explained-images");
        write(
                Files.createDirectories(elsewhere.resolve("overlays"))
                        .resolve("0007-grad-cam.png")
                        .toString(),
                "old");
        done("explain", "--model", model, "--images", study.resolve("images"), "--limit", 1, "--out", elsewhere);
        assertTrue(Files.exists(elsewhere.resolve("overlays/0001-keras-vis.png")));
        assertFalse(Files.exists(elsewhere.resolve("overlays/0007-grad-cam.png")));
        Console unknown = Console.run("explain", "--study", study, "--methods", "guess");
        assertEquals(2, unknown.exit(), unknown.err());
    }

    private static void assertCoded(Path coded, JsonNode summary) throws IOException {
        List<String> slices = Files.readAllLines(coded.resolve("slices.csv"));
        assertEquals(
                "study_uid,series_uid,sop_instance_uid,frame,slice_index,position_mm,probability,compressed,"
                        + "calibrated_probability,spread,ood_score,judged,reason",
                slices.get(0));
        assertEquals(summary.path("slices").asInt(), slices.size() - 1);
        List<String> scans = Files.readAllLines(coded.resolve("scans.csv"));
        assertEquals(
                "study_uid,series_uid,slices,compressed_slices,compressed_fraction,longest_run,longest_run_fraction,"
                        + "max_probability,not_judged_slices,max_calibrated_probability,max_spread,max_ood_score,judged,reason,finding",
                scans.get(0));
        assertEquals(summary.path("scans").asInt(), scans.size() - 1);
        List<String> rejected = Files.readAllLines(coded.resolve("rejected.csv"));
        assertEquals("path,reason", rejected.get(0));
        assertEquals(2, rejected.size());
        assertTrue(rejected.get(1).contains("notes.txt,not DICOM"), rejected.get(1));
        assertEquals(
                "predict",
                json(Files.readString(coded.resolve("run.json")))
                        .path("command")
                        .asText());
    }

    /** A run that was killed before its model was complete completes it to the same bytes. */
    private void assertModelTold(Path study, Path model) throws IOException {
        JsonNode shown = json(done("model", "show", model, "--json"));
        assertEquals("resnet18", shown.at("/recipe/network/trunk").asText());
        assertEquals("quick", shown.at("/training/preset").asText());
        assertTrue(
                shown.at("/threshold/chosen").asText().contains("too few for: largest Youden index"), shown.toString());
        assertTrue(shown.at("/calibration/temperature").asDouble() > 0);
        assertTrue(done("model", "show", model).out().contains("# Cervical cord compression"));
        done("model", "export", model, "--out", folder.resolve("model.onnx"));
        assertTrue(Files.size(folder.resolve("model.onnx")) > 40_000_000);

        String whole = Sha256.ofFile(model);
        ModelFile file = ModelFile.read(model);
        new ModelFile(file.recipe(), file.weights()).write(model);
        assertTrue(done("model", "show", model).out().contains("No record"));
        String run = study.resolve("runs").relativize(model).getName(0).toString();
        done("train", "--resume", run, "--study", study);
        assertEquals(whole, Sha256.ofFile(model));
        assertEquals(
                shown.path("card").asText(),
                Files.readString(study.resolve("runs").resolve(run).resolve("MODEL_CARD.md")));
        assertEquals(
                2,
                Console.run("train", "--resume", run, "--operating-point", "0.5", "--study", study)
                        .exit());
    }

    private static void assertChangedSeedNeedsForce(Path study) throws IOException {
        Path settings = study.resolve("study.yaml");
        Files.writeString(settings, Files.readString(settings).replace("seed: 1", "seed: 2"));
        Console refused = Console.run("split", "--study", study);
        assertEquals(1, refused.exit(), refused.err());
        assertTrue(refused.problem().contains("--force"), refused.err());
        done("split", "--force", "--study", study);
    }

    private static JsonNode json(Console console) throws IOException {
        return console.json();
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
