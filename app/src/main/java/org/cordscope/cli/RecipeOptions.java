package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.WeightsByName;
import org.cordscope.learning.torch.TorchClassifier;
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
            defaultValue = "sound",
            description =
                    "paper: as printed; sound: corrected; quick: a small network for small machines (${DEFAULT-VALUE})")
    private Preset preset = Preset.SOUND;

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

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all randomness (${DEFAULT-VALUE})")
    private long seed;

    String presetName() {
        return preset.name().toLowerCase(Locale.ROOT);
    }

    Recipe forModel(int model, WeightsByName files) throws IOException {
        Recipe base = switch (preset) {
            case PAPER -> Recipe.paper(model, "random", null, seed);
            case SOUND -> Recipe.sound(model, TorchClassifier.fastestPrecision(), seed);
            case QUICK -> Recipe.quick(TorchClassifier.fastestPrecision(), seed);
        };
        return new Recipe(
                base.network(),
                base.preprocessing(),
                initialWeights == null ? base.initialWeights() : initialWeights,
                initialWeights == null ? null : sha256(files.file(initialWeights)),
                or(learningRate, base.learningRate()),
                or(beta1, base.beta1()),
                or(batch, base.batch()),
                base.positiveWeight(),
                or(minimumEpochs, base.minimumEpochs()),
                or(maximumEpochs, base.maximumEpochs()),
                or(patience, base.patience()),
                base.augmentation(),
                or(precision, base.precision()),
                seed);
    }

    private static String sha256(Path weights) throws IOException {
        if (!Files.isRegularFile(weights)) {
            throw new UserFacingException(
                    "There are no initial weights " + weights,
                    "Name a file, or weights that cordscope weights list shows; cordscope weights fetch gets some.");
        }
        return Sha256.ofFile(weights);
    }

    private static <T> T or(@Nullable T chosen, T preset) {
        return chosen == null ? preset : chosen;
    }
}
