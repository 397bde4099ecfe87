package org.cordscope.cli.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.WeightsByName;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.WeightFormatException;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A preset or a whole recipe, and what the user wants otherwise. */
final class RecipeOptions {
    /** The model that the paper chose by its validation slices. */
    static final int PAPER_BEST = 6;

    /** Named recipes. */
    enum Preset {
        PAPER,
        SOUND,
        QUICK
    }

    @Option(
            names = "--preset",
            description = "paper: as printed; sound: corrected; quick: a small network for small machines (sound)")
    private @Nullable Preset preset;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "A whole recipe instead of a preset: the config.yaml of a run, or one like it")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change one key of the recipe, such as schedule.warm_up_epochs=3; may be repeated")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--initial-weights",
            paramLabel = "FILE|NAME",
            description =
                    "ImageNet weights: a .pth or .safetensors, or a name of cordscope weights list; random without")
    private @Nullable String initialWeights;

    @Option(names = "--learning-rate", description = "Adam's step size")
    private @Nullable Double learningRate;

    @Option(names = "--beta1", description = "Adam's first decay rate")
    private @Nullable Double beta1;

    @Option(names = "--batch", description = "Images per step")
    private @Nullable Integer batch;

    @Option(names = "--min-epochs", description = "Epochs before stopping is considered")
    private @Nullable Integer minimumEpochs;

    @Option(names = "--max-epochs", description = "Epochs at most")
    private @Nullable Integer maximumEpochs;

    @Option(names = "--patience", description = "Epochs without a lower validation loss before the run stops")
    private @Nullable Integer patience;

    @Option(names = "--precision", description = "float32 or bfloat16")
    private @Nullable Precision precision;

    @Option(names = "--seed", description = "Seed of all randomness (1, or the recipe's)")
    private @Nullable Long seed;

    /** Whether the network is given by a file, and not by the number of a model. */
    boolean fromFile() {
        return file != null;
    }

    /** Whether anything of a recipe was asked for, other than its seed. */
    boolean given() {
        return file != null
                || preset != null
                || !changes.isEmpty()
                || options().keySet().stream().anyMatch(key -> !key.equals("seed"));
    }

    /** As asked for, or 1. */
    long seed() {
        return seed == null ? 1 : seed;
    }

    /** Name of the preset, or "recipe". */
    String presetName() {
        return file != null ? "recipe" : preset().name().toLowerCase(Locale.ROOT);
    }

    private Preset preset() {
        return preset == null ? Preset.SOUND : preset;
    }

    /** @param model one of the paper's, which a recipe in a file has no use for */
    /** @param model the paper's, 1 to 7; null for what the preset has, which is 6 but for the small network of quick */
    Recipe forModel(@Nullable Integer model, WeightsByName files) throws IOException {
        try {
            Recipe chosen = RecipeText.with(RecipeText.with(base(model), options()), changes);
            if (chosen.initialWeights().equals("random") || chosen.initialWeightsSha256() != null) {
                return chosen;
            }
            String sha256 = sha256(files.file(chosen.initialWeights()));
            return RecipeText.with(chosen, Map.of("initial_weights_sha256", quoted(sha256)));
        } catch (WeightFormatException e) {
            throw new UserFacingException(
                    "The " + e.getMessage() + ".", "The keys and their values are in docs/training.md.", e);
        }
    }

    private Recipe base(@Nullable Integer model) throws IOException {
        if (file == null) {
            int number = model == null ? PAPER_BEST : model;
            return switch (preset()) {
                case PAPER -> Recipe.paper(number, "random", null, 1);
                case SOUND -> Recipe.sound(number, TorchClassifier.fastestPrecision(), 1);
                case QUICK -> quick(model);
            };
        }
        if (preset != null) {
            throw new IllegalArgumentException("--recipe holds everything that a preset does: leave out --preset");
        }
        if (!Files.isRegularFile(file)) {
            throw new UserFacingException("There is no recipe " + file + ".", "Check the path given as --recipe.");
        }
        return RecipeText.fromYaml(Files.readString(file));
    }

    private static Recipe quick(@Nullable Integer model) throws IOException {
        Recipe quick = Recipe.quick(TorchClassifier.fastestPrecision(), 1);
        return model == null
                ? quick
                : RecipeText.with(
                        quick,
                        Map.of("network.hidden", Network.paper(model).hidden().toString()));
    }

    /** Options that people know, as changes of keys. */
    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        if (initialWeights != null) {
            options.put("initial_weights", quoted(initialWeights));
            options.put("initial_weights_sha256", "null");
        }
        put(options, "optimiser.learning_rate", learningRate);
        put(options, "optimiser.beta1", beta1);
        put(options, "batch", batch);
        put(options, "stopping.minimum_epochs", minimumEpochs);
        put(options, "stopping.maximum_epochs", maximumEpochs);
        put(options, "stopping.patience", patience);
        put(options, "precision", precision);
        put(options, "seed", seed);
        return options;
    }

    private static void put(Map<String, String> options, String key, @Nullable Object value) {
        if (value != null) {
            options.put(key, value.toString());
        }
    }

    /** A YAML string, whatever it looks like. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String sha256(Path weights) throws IOException {
        if (!Files.isRegularFile(weights)) {
            throw new UserFacingException(
                    "There are no initial weights " + weights,
                    "Name a file, or weights that cordscope weights list shows; cordscope weights fetch gets some.");
        }
        return Sha256.ofFile(weights);
    }
}
