package org.cordscope.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.CommandGroup;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Json;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.torch.CordAverage;
import org.cordscope.learning.torch.CordTraining;
import org.cordscope.learning.torch.TorchClassifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model that ships: finds the canal and judges the cord. */
@Command(
        name = "cord",
        mixinStandardHelpOptions = true,
        description = "The model that ships: trains it, and holds it against cords drawn by hand.",
        subcommands = {
            CordCommand.Train.class,
            CordCommand.Average.class,
            CordCheckCommand.class,
            CordValidateCommand.class
        })
public final class CordCommand extends CommandGroup {
    private static CordModel initial(String name) {
        return name.equals("default") ? CordModel.shipped() : CordModel.read(Path.of(name));
    }

    private static void print(CordModel model, Path out) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("arrays", model.weights().size());
        summary.put("out", out.toString());
        Json.print(summary, false);
    }

    /** Trains it. */
    @Command(
            name = "train",
            mixinStandardHelpOptions = true,
            description = "Trains the networks that find the canal and judge the cord, from phantoms alone.")
    static final class Train implements Callable<Integer> {
        private static final CordRecipe USUAL = CordRecipe.defaults(TorchClassifier.fastestPrecision());

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model (safetensors)")
        private Path out = Path.of("");

        @Option(names = "--seed", description = "Of samples, weights and order (1)")
        private long seed = USUAL.seed();

        @Option(
                names = "--from",
                paramLabel = "FILE|default",
                description =
                        "A model to go on from: its judges are trained further, its finder stays; without it, from random weights")
        private @Nullable String from;

        @Option(
                names = "--keep",
                paramLabel = "SHARE",
                description = "With --from: share of that model's weights in the result (${DEFAULT-VALUE})",
                defaultValue = "0")
        private double keep;

        @Option(names = "--judges", description = "Networks that judge")
        private int judges = USUAL.judges();

        @Option(names = "--rounds", description = "Rounds of fresh samples")
        private int rounds = USUAL.rounds();

        @Option(
                names = "--stop-after",
                paramLabel = "ROUNDS",
                description =
                        "End after fewer rounds than the learning rate is laid out for, as at the end of the last")
        private @Nullable Integer stopAfter;

        @Option(names = "--samples", description = "Samples of each round")
        private int samples = USUAL.samples();

        @Option(
                names = "--scanned",
                paramLabel = "SHARE",
                description =
                        "Share of samples that are slices of patients of the cohort phantom, as scanners show them (${DEFAULT-VALUE})",
                defaultValue = "0")
        private double scanned;

        @Option(
                names = "--scanned-t2star",
                paramLabel = "SHARE",
                description =
                        "Share of those patients who are shown as T2*w instead of T2w, in fifths (${DEFAULT-VALUE})",
                defaultValue = "0")
        private double scannedT2Star;

        @Option(names = "--passes", description = "How often a judge sees each sample")
        private int passes = USUAL.passes();

        @Override
        public Integer call() throws IOException, InterruptedException {
            CordRecipe recipe = USUAL.withSeed(seed)
                    .withSize(judges, rounds, samples, passes)
                    .withScanned(scanned, scannedT2Star);
            if (from == null && keep != 0) {
                throw new IllegalArgumentException("--keep goes with --from: there is nothing to keep");
            }
            Optional<CordModel> initial = Optional.ofNullable(from).map(CordCommand::initial);
            CordModel trained;
            try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
                trained = CordTraining.run(
                        initial.map(model -> recipe.from(model, keep)).orElse(recipe),
                        stopAfter == null ? rounds : stopAfter,
                        initial,
                        out,
                        (round, scores) -> System.err.println("after round " + round + ": " + scores),
                        progress);
            }
            print(trained, out);
            return 0;
        }
    }

    /** Averages trainings. */
    @Command(
            name = "average",
            mixinStandardHelpOptions = true,
            description =
                    "Averages the weights of trainings that went on from one model and differ in their seed alone.")
    static final class Average implements Callable<Integer> {
        @Parameters(paramLabel = "MODEL", arity = "2..*", description = "Models of `cord train --from`")
        private List<Path> models = List.of();

        @Option(
                names = "--from",
                required = true,
                paramLabel = "FILE|default",
                description = "The model that all of them went on from")
        private String from = "";

        @Option(
                names = "--keep",
                paramLabel = "SHARE",
                description = "Share of that model's weights in the result (${DEFAULT-VALUE})",
                defaultValue = "0")
        private double keep;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model (safetensors)")
        private Path out = Path.of("");

        @Override
        public Integer call() throws IOException, InterruptedException {
            List<CordModel> trained = models.stream().map(CordModel::read).toList();
            CordModel averaged;
            try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
                averaged = CordAverage.run(initial(from), keep, trained, out, progress);
            }
            print(averaged, out);
            return 0;
        }
    }
}
