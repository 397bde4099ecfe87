package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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

/** A preset and what the user wants otherwise. */
final class RecipeOptions {
    /** Named recipes. */
    enum Preset {
        PAPER,
        SOUND,
        QUICK
    }

    @Option(
            names = "--preset",
            description =
                    "paper: as printed; sound: corrected (the default); quick: a small network for small machines")
    private @Nullable Preset preset;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "A whole recipe instead of a preset, for example config.yaml of another run")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Another value for a key of the recipe, for example schedule.warm_up_epochs=3; may be repeated")
    private Map<String, String> settings = new LinkedHashMap<>();

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

    @Option(names = "--seed", description = "Seed of all randomness (1 in every preset)")
    private @Nullable Long seed;

    /** Names of runs and records. */
    String presetName() {
        return file != null ? "recipe" : preset().name().toLowerCase(Locale.ROOT);
    }

    private Preset preset() {
        return preset == null ? Preset.SOUND : preset;
    }

    /** Whether the user gave a whole recipe, which names its network. */
    boolean isWhole() {
        return file != null;
    }

    Recipe forModel(int model, WeightsByName files) throws IOException {
        Map<String, String> changes = new LinkedHashMap<>();
        put(changes, "optimizer.learning_rate", learningRate);
        put(changes, "optimizer.beta1", beta1);
        put(changes, "batch", batch);
        put(changes, "stopping.minimum_epochs", minimumEpochs);
        put(changes, "stopping.maximum_epochs", maximumEpochs);
        put(changes, "stopping.patience", patience);
        put(changes, "precision", precision);
        put(changes, "seed", seed);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (setting.getKey().startsWith("initial_weights")) {
                throw new IllegalArgumentException("--set does not choose initial weights, --initial-weights does");
            }
            if (changes.put(setting.getKey(), setting.getValue()) != null) {
                throw new IllegalArgumentException(setting.getKey() + " is set twice");
            }
        }
        Recipe chosen = RecipeText.with(base(model), changes);
        return initialWeights == null
                ? chosen
                : chosen.withInitialWeights(initialWeights, sha256(files.file(initialWeights)));
    }

    private static void put(Map<String, String> changes, String key, @Nullable Object value) {
        if (value != null) {
            changes.put(key, String.valueOf(value));
        }
    }

    private Recipe base(int model) throws IOException {
        if (file != null) {
            if (preset != null) {
                throw new IllegalArgumentException("--recipe is a whole recipe; --preset names another");
            }
            Inputs.mustExist(file, "Give a recipe in YAML, for example config.yaml of a run.");
            try {
                return RecipeText.fromYaml(Files.readString(file));
            } catch (WeightFormatException e) {
                throw new UserFacingException(
                        "The recipe " + file + " cannot be used: " + e.getMessage(),
                        "docs/training.md lists every key of a recipe.",
                        e);
            }
        }
        long first = seed == null ? 1 : seed;
        return switch (preset()) {
            case PAPER -> Recipe.paper(model, "random", null, first);
            case SOUND -> Recipe.sound(model, TorchClassifier.fastestPrecision(), first);
            case QUICK -> Recipe.quick(TorchClassifier.fastestPrecision(), first);
        };
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
