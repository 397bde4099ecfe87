package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
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
        CommandLine train = Objects.requireNonNull(program.getSubcommands().get("train"));
        program.parseArgs("train");
        assertEquals(
                "the current folder cannot be written: the disk is full. Free some space and go on from the last"
                        + " checkpoint with --resume; nothing half-written was left.",
                sentence(new IOException("No space left on device"), train));
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

    private static String sentence(Exception problem, CommandLine command) {
        StringWriter err = new StringWriter();
        command.setErr(new PrintWriter(err));
        assertEquals(1, new Failure().handleExecutionException(problem, command, null));
        return err.toString().strip().substring("cordscope: ".length());
    }

    @Test
    void who_gives_a_nifti_volume_to_predict_is_told_the_way() throws IOException {
        byte[] volume = new byte[400];
        System.arraycopy("n+1\0".getBytes(StandardCharsets.US_ASCII), 0, volume, 344, 4);
        Path file = Files.write(folder.resolve("sub-1_T2w.nii"), volume);
        assertProblem(
                "No slice was coded: " + file
                        + ": not DICOM: NIfTI. `cordscope import` makes DICOM of NIfTI volumes: give"
                        + " the images/ folder of that study.",
                Console.run("predict", file, "--out", folder.resolve("out")));
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
