package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.torch.CordTraining;
import org.cordscope.learning.torch.TorchClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The model that ships: finds the canal and judges the cord. */
@Command(
        name = "cord",
        mixinStandardHelpOptions = true,
        description = "The model that ships: trains it, and holds it against cords drawn by hand.",
        subcommands = {CordCommand.Train.class, CordCheckCommand.class, CordValidateCommand.class})
final class CordCommand extends CommandGroup {

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

        @Option(names = "--judges", description = "Networks that judge")
        private int judges = USUAL.judges();

        @Option(names = "--rounds", description = "Rounds of fresh samples")
        private int rounds = USUAL.rounds();

        @Option(names = "--samples", description = "Samples of each round")
        private int samples = USUAL.samples();

        @Option(names = "--passes", description = "How often a judge sees each sample")
        private int passes = USUAL.passes();

        @Override
        public Integer call() throws IOException, InterruptedException {
            CordRecipe recipe = USUAL.withSeed(seed).withSize(judges, rounds, samples, passes);
            CordModel model;
            try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
                model = CordTraining.run(
                        recipe,
                        out,
                        (round, scores) -> System.err.println("after round " + round + ": " + scores),
                        progress);
            }
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("arrays", model.weights().size());
            summary.put("out", out.toString());
            Json.print(summary, false);
            return 0;
        }
    }
}
