package org.cordscope.cli.training;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.CommandGroup;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.learning.initial.Proxies;
import org.cordscope.learning.initial.PublishedWeights;
import org.cordscope.learning.initial.StoredWeights;
import org.cordscope.learning.initial.WeightsFetch;
import org.cordscope.learning.initial.WeightsFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Weights that training starts from. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        description = "Gets, adds and lists the weights that training starts from.",
        subcommands = {WeightsCommand.Fetch.class, WeightsCommand.Add.class, WeightsCommand.ListAll.class})
public final class WeightsCommand extends CommandGroup {

    private static Map<String, Object> row(StoredWeights weights) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", weights.name());
        row.put("architecture", weights.architecture());
        row.put("tensors", weights.tensors());
        row.put("bytes", weights.bytes());
        row.put("sha256", weights.sha256());
        row.put("source", weights.source());
        row.put("added_utc", weights.addedUtc());
        return row;
    }

    /** Downloads weights. */
    @Command(
            name = "fetch",
            mixinStandardHelpOptions = true,
            description = {
                "Downloads torchvision's ImageNet weights, checks their SHA-256 and keeps them; goes on where an earlier"
                        + " download ended. A proxy is taken from https_proxy and no_proxy, or from Java's properties.",
                "Names: resnet50-imagenet, resnet50-imagenet-v2, resnet34-imagenet, resnet18-imagenet. Their licence and"
                        + " the terms of ImageNet are yours to check."
            })
    static final class Fetch implements Callable<Integer> {
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        @Mixin
        private WeightsOption option = new WeightsOption();

        @Parameters(paramLabel = "NAME", description = "Which weights")
        private String name = "";

        @Option(
                names = "--from",
                paramLabel = "URL",
                description = "Another address of the same file; the SHA-256 must be the same")
        private @Nullable URI from;

        @Option(names = "--json", description = "Print one JSON object")
        private boolean json;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PublishedWeights wanted = PublishedWeights.named(name);
            Proxies proxies = Proxies.of(System.getenv(), System.getProperties());
            WeightsFetch fetch = new WeightsFetch(option.folder(), proxies, PATIENCE);
            Optional<StoredWeights> present = fetch.present(wanted);
            if (present.isPresent()) {
                Json.print(row(present.get()), json);
                return 0;
            }
            try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
                StoredWeights stored = fetch.run(wanted, from, progress);
                progress.finish();
                Json.print(row(stored), json);
            }
            return 0;
        }
    }

    /** Takes a file. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Takes a file of weights (.pth of PyTorch, .safetensors) of a resnet18, resnet34 or resnet50 with"
                            + " torchvision's names, as timm has them too. Nothing in it is executed.")
    static final class Add implements Callable<Integer> {
        @Mixin
        private WeightsOption option = new WeightsOption();

        @Parameters(paramLabel = "FILE", description = "File of weights")
        private Path file = Path.of("");

        @Option(names = "--name", description = "What to call them; the name of the file without its ending by default")
        private @Nullable String name;

        @Option(names = "--json", description = "Print one JSON object")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            Inputs.mustExist(file, "Check the path.");
            Json.print(row(option.folder().add(file, name)), json);
            return 0;
        }
    }

    /** Shows what is there. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the weights that are there.")
    static final class ListAll implements Callable<Integer> {
        private static final int HASH_SHOWN = 8;
        private static final double MEGABYTE = 1e6;

        @Mixin
        private WeightsOption option = new WeightsOption();

        @Option(names = "--json", description = "Print JSON")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            WeightsFolder folder = option.folder();
            List<StoredWeights> all = folder.list();
            if (json) {
                print(folder, all);
            } else if (all.isEmpty()) {
                System.err.println("There are no weights in " + folder.root()
                        + ". Get some with: cordscope weights fetch resnet50-imagenet");
            } else {
                table(folder, all);
            }
            return 0;
        }

        private static void print(WeightsFolder folder, List<StoredWeights> all) throws IOException {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (StoredWeights weights : all) {
                Map<String, Object> row = row(weights);
                row.put("whole", folder.isWhole(weights));
                rows.add(row);
            }
            Json.print(Map.of("folder", folder.root().toString(), "weights", rows), true);
        }

        private static void table(WeightsFolder folder, List<StoredWeights> all) throws IOException {
            int width = all.stream().mapToInt(w -> w.name().length()).max().orElse(0);
            String format = "%-" + Math.max(width, "name".length()) + "s  %-12s  %9s  %-8s  %s%n";
            System.out.printf(format, "name", "architecture", "size", "sha-256", "from");
            for (StoredWeights weights : all) {
                System.out.printf(
                        format,
                        weights.name(),
                        weights.architecture(),
                        folder.isWhole(weights) ? Math.round(weights.bytes() / MEGABYTE) + " MB" : "damaged",
                        weights.sha256().substring(0, HASH_SHOWN),
                        weights.source());
            }
        }
    }
}
