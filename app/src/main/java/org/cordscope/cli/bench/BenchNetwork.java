package org.cordscope.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.torch.TorchBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Images per second of the network, on random weights and images. */
abstract class BenchNetwork implements Callable<Integer> {
    @Option(
            names = "--trunk",
            defaultValue = "resnet50",
            description = "resnet18, resnet34 or resnet50 (${DEFAULT-VALUE})")
    private String trunk = "resnet50";

    @Option(names = "--image-size", defaultValue = "299", description = "Side of the image, pixels (${DEFAULT-VALUE})")
    private int imageSize;

    @Option(names = "--batch", defaultValue = "16", description = "Images per pass (${DEFAULT-VALUE})")
    private int batch;

    @Option(
            names = "--precision",
            defaultValue = "bfloat16",
            description = "float32, bfloat16 or, for inference, int8 (${DEFAULT-VALUE})")
    private Precision precision = Precision.BFLOAT16;

    @Option(names = "--repetitions", defaultValue = "5", description = "Repetitions after a warm-up (${DEFAULT-VALUE})")
    private int repetitions;

    @Option(names = "--seconds", defaultValue = "5", description = "Length of a repetition (${DEFAULT-VALUE})")
    private double seconds;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        Inputs.mustBePositive("--repetitions", repetitions);
        Inputs.mustBePositive("--batch", batch);
        Network network = new Network(trunk, false, List.of(512, 512), 0.3);
        List<Double> runs = measure(network, imageSize, batch, precision, repetitions, seconds);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("images_per_second", Json.median(runs));
        result.put("network", trunk);
        result.putAll(settings());
        result.put("precision", precision.name().toLowerCase(Locale.ROOT));
        result.put("batch", batch);
        result.put("image_size", imageSize);
        result.put("threads", Runtime.getRuntime().availableProcessors());
        result.put("runs", runs);
        Json.print(result, json);
        return 0;
    }

    /** What else decides what is measured. */
    Map<String, Object> settings() {
        return Map.of();
    }

    abstract List<Double> measure(
            Network network, int imageSize, int batch, Precision precision, int repetitions, double seconds);

    @Command(name = "inference", mixinStandardHelpOptions = true, description = "Prediction, images per second.")
    static final class Inference extends BenchNetwork {
        @Override
        List<Double> measure(
                Network network, int imageSize, int batch, Precision precision, int repetitions, double seconds) {
            return TorchBench.inference(network, imageSize, batch, precision, repetitions, seconds);
        }
    }

    @Command(
            name = "training",
            mixinStandardHelpOptions = true,
            description = "Training (forward, backward, optimiser), images per second.")
    static final class Training extends BenchNetwork {
        @Option(
                names = "--fine-tuning",
                paramLabel = "MODE",
                defaultValue = "all",
                description =
                        "all, batchnorm-frozen, or 'frozen-prefix N' from features that are kept (${DEFAULT-VALUE})")
        private String fineTuning = "all";

        @Override
        Map<String, Object> settings() {
            return Map.of("fine_tuning", fineTuning);
        }

        @Override
        List<Double> measure(
                Network network, int imageSize, int batch, Precision precision, int repetitions, double seconds) {
            return TorchBench.training(
                    network, FineTuning.of(fineTuning), imageSize, batch, precision, repetitions, seconds);
        }
    }
}
