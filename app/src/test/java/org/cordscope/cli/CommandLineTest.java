package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandLineTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void help_prints_percent_signs() {
        String coverage = Console.run("evaluate", "coverage", "--help").out();
        assertTrue(coverage.contains("95 % intervals"), coverage);
        String size = Console.run("sample-size", "--help").out();
        assertTrue(size.contains("95 % interval"), size);
        assertFalse(size.contains("WARN"), size);
    }

    @Test
    void help_lists_every_command() {
        Console help = Console.run("--help");
        assertEquals(0, help.exit());
        List<String> commands = List.of(
                "demo",
                "init",
                "import",
                "deid",
                "labels",
                "split",
                "status",
                "train",
                "search",
                "evaluate",
                "sample-size",
                "report",
                "explain",
                "predict",
                "press",
                "model",
                "watch",
                "serve",
                "phantom",
                "weights",
                "bench",
                "doctor",
                "api");
        commands.forEach(name -> assertTrue(help.out().contains("\n  " + name), name));
        commands.forEach(name -> assertEquals(0, Console.run(name, "--help").exit(), name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "train --nonsense",
                "predict",
                "explain --threshold high",
                "deid",
                "deid x",
                "deid x --out y --dates never",
                "labels",
                "bench",
                "weights",
                "weights fetch",
                "model",
                "model show",
                "model export x",
                "phantom --patients many --out x",
                "phantom --patients 3",
                "phantom --patients 3 --out x --randomised-sheet y.png",
                "press",
                "watch --nonsense",
                "watch ledger",
                "api --port many",
                "api audit"
            })
    void wrong_usage_is_exit_2(String words) {
        Console console = Console.run((Object[]) words.split(" ", -1));
        assertEquals(2, console.exit());
        assertTrue(console.problem().endsWith("--help"), console.err());
        assertEquals("", console.out());
    }

    @Test
    void a_path_that_does_not_exist_is_named() {
        Path model = write("model.safetensors", "no model");
        Path missing = folder.resolve("missing");
        assertProblem(missing + " does not exist. Check the path.", predict(missing, model));
        assertProblem(
                missing + " does not exist. Check the path, or leave out --model for the model that ships.",
                predict(folder, missing));
        assertNothingIn(folder.resolve("out"));
    }

    @Test
    void a_folder_without_files_leaves_earlier_results_alone() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Console console = predict(empty, write("model.safetensors", ""));
        assertProblem("There is no file in " + empty + ". Check the path.", console);
        assertNothingIn(folder.resolve("out"));
    }

    @Test
    void an_output_folder_that_is_a_file_is_refused_before_the_work() {
        Path file = write("file", "text");
        Console console = Console.run("predict", file, "--model", file, "--out", file);
        assertProblem(file + " is a file, not a folder. Choose another folder.", console);
        Path below = file.resolve("deep").resolve("er");
        console = Console.run("phantom", "--patients", 1, "--out", below);
        assertProblem(below + " cannot be made: " + file + " is a file. Choose another folder.", console);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b\\n1,2|patient_id",
                "patient_id,slice_id,label,probability\\np,s,2,0.5|label",
                "patient_id,slice_id,label,probability\\np,s,1,1.5|probability",
                "patient_id,slice_id,label,probability\\n|no",
            })
    void predictions_that_cannot_be_used_are_named_with_their_column(String text, String expected) {
        Path csv = write("predictions.csv", text.replace("\\n", "\n"));
        Console console = Console.run("evaluate", "--predictions", csv, "--out", folder.resolve("out"));
        assertEquals(1, console.exit(), console.err());
        assertTrue(console.problem().contains("predictions.csv"), console.err());
        assertTrue(console.err().contains(expected), console.err());
        assertNothingIn(folder.resolve("out"));
    }

    @Test
    void a_folder_that_is_no_study_is_named_with_the_remedy() {
        Console console = Console.run("status", "--study", folder);
        assertProblem(
                "Not a study folder, there is no study.yaml: " + folder + ". Make one with: cordscope init " + folder,
                console);
    }

    @Test
    void init_refuses_a_folder_that_holds_something() {
        write("file", "text");
        Console console = Console.run("init", folder);
        assertProblem("The folder is not empty: " + folder + ". Choose a new or empty folder.", console);
        assertFalse(Files.exists(folder.resolve("study.yaml")));
    }

    @Test
    void a_value_that_makes_no_sense_is_wrong_usage() {
        Path study = folder.resolve("study");
        assertEquals(0, Console.run("init", study).exit());
        Console console = Console.run("train", "--model", 9, "--study", study);
        assertEquals(2, console.exit());
        assertEquals("--model is 1 to 7 or all, not 9.", console.problem());
    }

    @Test
    void explaining_takes_a_model_with_images_or_a_study() {
        for (String option : List.of("--model", "--images")) {
            Console console = Console.run("explain", option, "x");
            assertEquals(2, console.exit());
            assertEquals("--model and --images go together; without them --study is explained.", console.problem());
        }
    }

    @Test
    void training_without_slices_says_what_to_do_and_leaves_no_run() {
        Path study = folder.resolve("study");
        assertEquals(0, Console.run("init", study).exit());
        Console console = Console.run("train", "--study", study);
        assertEquals(1, console.exit());
        assertTrue(console.problem().contains("cordscope split"), console.err());
        assertNothingIn(study.resolve("runs"));
    }

    @Test
    void a_full_disk_is_named_with_the_folder_of_the_command() {
        CommandLine program = Main.commandLine();
        program.parseArgs("predict", "x", "--model", "m", "--out", "coded");
        CommandLine predict = Objects.requireNonNull(program.getSubcommands().get("predict"));
        String expected = " cannot be written: the disk is full. Free some space or choose another folder, and run the"
                + " command again; nothing half-written was left.";
        assertEquals("coded" + expected, sentence(new IOException("No space left on device"), predict));
        FileSystemException named = new FileSystemException("a.csv", null, "No space left on device");
        assertEquals("a.csv" + expected, sentence(new UserFacingException("It failed", "Look.", named), predict));
    }

    @Test
    void an_interruption_is_silent_wherever_it_hides() {
        CommandLine doctor =
                Objects.requireNonNull(Main.commandLine().getSubcommands().get("doctor"));
        Exception hidden = new IOException("x", new InterruptedException());
        assertEquals(130, new Failure().handleExecutionException(hidden, doctor, null));
        assertEquals(130, new Failure().handleExecutionException(new CancellationException(), doctor, null));
    }

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
                        + "max_probability,not_judged_slices,max_calibrated_probability,max_spread,max_ood_score,judged,reason",
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

    private static Console done(Object... arguments) {
        Console console = Console.run(arguments);
        assertEquals(0, console.exit(), List.of(arguments) + ": " + console.err());
        return console;
    }

    private static JsonNode json(Console console) throws IOException {
        return json(console.out());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static String sentence(Exception problem, CommandLine command) {
        StringWriter err = new StringWriter();
        command.setErr(new PrintWriter(err));
        assertEquals(1, new Failure().handleExecutionException(problem, command, null));
        return err.toString().strip().substring("cordscope: ".length());
    }

    private Console predict(Path input, Path model) {
        return Console.run("predict", input, "--model", model, "--out", folder.resolve("out"));
    }

    private static void assertProblem(String expected, Console console) {
        assertEquals(expected, console.problem(), console.err());
        assertEquals(1, console.exit());
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNothingIn(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            assertEquals(List.of(), entries.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
