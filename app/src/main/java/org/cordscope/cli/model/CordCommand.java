package org.cordscope.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.CommandGroup;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Json;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.torch.CordTraining;
import org.cordscope.learning.torch.TorchClassifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The model that ships: finds the canal and judges the cord. */
@Command(
        name = "cord",
        mixinStandardHelpOptions = true,
        description = "The model that ships: trains it, and holds it against cords drawn by hand.",
        subcommands = {CordCommand.Train.class, CordCheckCommand.class, CordValidateCommand.class})
public final class CordCommand extends CommandGroup {

    /** Trains it. */
    @Command(
            name = "train",
            mixinStandardHelpOptions = true,
            description =
                    "Trains the networks that find the canal and judge the cord, from the randomised phantom alone.")
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

        @Option(names = "--passes", description = "How often a judge sees each sample")
        private int passes = USUAL.passes();

        @Override
        public Integer call() throws IOException, InterruptedException {
            CordRecipe recipe = USUAL.withSeed(seed).withSize(judges, rounds, samples, passes);
            if (from == null && keep != 0) {
                throw new IllegalArgumentException("--keep goes with --from: there is nothing to keep");
            }
            Optional<CordModel> initial = Optional.ofNullable(from).map(Train::initial);
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
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("arrays", trained.weights().size());
            summary.put("out", out.toString());
            Json.print(summary, false);
            return 0;
        }

        private static CordModel initial(String name) {
            return name.equals("default") ? CordModel.shipped() : CordModel.read(Path.of(name));
        }
    }
}
