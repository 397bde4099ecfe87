package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cordscope.cli.run.RunName;
import org.cordscope.cli.service.Serve;
import org.cordscope.cli.shared.Browser;
import org.cordscope.cli.shared.LogOption;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.web.WebSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The main job from end to end on a phantom cohort, as the very commands that a user would type. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs the whole chain on a synthetic cohort: import, label, split, train, evaluate, report. Takes minutes.")
final class Demo implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "cordscope-demo",
            description = "Folder (${DEFAULT-VALUE})")
    private Path folder = Path.of("cordscope-demo");

    @Option(names = "--patients", defaultValue = "64", description = "Patients of the cohort (${DEFAULT-VALUE})")
    private int patients;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of cohort and training (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--no-browser", description = "End after the report instead of serving the web app")
    private boolean withoutBrowser;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path phantom = folder.resolve("phantom");
        Path study = folder.resolve("study");
        boolean done = cohort(phantom)
                && study(study, phantom)
                && train(study)
                && run("evaluate", "--study", study.toString())
                && run("report", "--study", study.toString(), "--out", folder.toString());
        if (!done) {
            return 1;
        }
        Path model = folder.resolve("model.safetensors");
        copy(RunName.bestModel(RunName.find(open(study), null)), model);
        Path report = folder.resolve("report.html");
        copy(report, study.resolve("reports").resolve("report.html"));
        System.out.printf(
                Locale.ROOT,
                "%nDone in %.1f minutes.%n",
                Duration.ofNanos(System.nanoTime() - start).toSeconds() / 60.0);
        System.out.println("Report: " + report);
        System.out.println("Model:  " + model + "   Try: cordscope predict PATH --model " + model + " --out coded");
        if (withoutBrowser || !Browser.isPossible()) {
            System.out.println("Label and read: cordscope serve " + study);
        } else {
            Serve.run(open(study), WebSettings.defaults(), null, new LogOption().open("serve"), true);
        }
        return 0;
    }

    private static void copy(Path from, Path to) throws IOException {
        Path part = to.resolveSibling("." + to.getFileName() + ".part");
        Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A demo that was interrupted goes on where it stopped: what is finished is kept. */
    private boolean cohort(Path phantom) {
        return Files.exists(phantom.resolve("clinical.csv"))
                || run(
                        "phantom",
                        "--patients",
                        String.valueOf(patients),
                        "--seed",
                        String.valueOf(seed),
                        "--matrix",
                        "256",
                        "--out",
                        phantom.toString());
    }

    private boolean study(Path study, Path phantom) {
        String at = study.toString();
        return (Files.exists(study.resolve("study.yaml"))
                        || run("init", at, "--name", "Phantom cohort", "--seed", String.valueOf(seed)))
                && run(
                        "import",
                        phantom.resolve("dicom").toString(),
                        "--clinical",
                        phantom.resolve("clinical.csv").toString(),
                        "--screening",
                        phantom.resolve("screening.csv").toString(),
                        "--study",
                        at)
                && run(
                        "labels",
                        "import",
                        phantom.resolve("ratings.csv").toString(),
                        phantom.resolve("consensus.csv").toString(),
                        "--study",
                        at)
                && run("labels", "agreement", "--study", at)
                && run("split", "--study", at)
                && run("status", "--study", at);
    }

    private boolean train(Path study) throws IOException {
        try (Stream<Path> runs = Files.list(study.resolve("runs"))) {
            List<Path> begun = runs.filter(run -> Files.exists(run.resolve("config.yaml")))
                    .sorted()
                    .toList();
            return begun.isEmpty()
                    ? run("train", "--preset", "quick", "--seed", String.valueOf(seed), "--study", study.toString())
                    : run(
                            "train",
                            "--resume",
                            begun.get(begun.size() - 1).getFileName().toString(),
                            "--study",
                            study.toString());
        }
    }

    private static StudyFolder open(Path study) throws IOException {
        return StudyFolder.open(study, Clock.systemUTC());
    }

    private static boolean run(String... arguments) {
        System.out.println();
        System.out.println("$ cordscope "
                + String.join(" ", Stream.of(arguments).map(Demo::quoted).toList()));
        return Main.commandLine().execute(arguments) == CommandLine.ExitCode.OK;
    }

    private static String quoted(String argument) {
        return argument.contains(" ") ? "'" + argument + "'" : argument;
    }
}
