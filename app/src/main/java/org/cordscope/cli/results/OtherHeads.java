package org.cordscope.cli.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cordscope.cli.run.RunName;
import org.cordscope.cli.run.RunSplit;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.torch.TorchTraining;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.WeightFormatException;
import org.cordscope.study.UserFacingException;

/** Runs that differ from one in the layers of their head alone, as {@code train --model all} makes them. */
public final class OtherHeads {
    private static final Map<String, String> ANY_HEAD = Map.of("network.hidden", "[1]");

    private OtherHeads() {}

    /** Finished runs of the same recipe, split and fold, beside the run, by name; the run itself is not among them. */
    public static List<Path> of(Path run) throws IOException {
        if (!isClassifier(run)) {
            return List.of();
        }
        Recipe recipe = withAnyHead(run);
        List<Path> others = new ArrayList<>();
        try (Stream<Path> runs = Files.list(run.toAbsolutePath().getParent())) {
            for (Path other : runs.sorted().toList()) {
                if (!Files.isSameFile(other, run) && isClassifier(other) && hasSameSplit(run, other)) {
                    try {
                        if (recipe.equals(withAnyHead(other))) {
                            others.add(other);
                        }
                    } catch (UserFacingException damaged) {
                        System.err.println(other.getFileName() + " is left out: " + damaged.getMessage());
                    }
                }
            }
        }
        return others;
    }

    private static boolean isClassifier(Path run) {
        Path model = RunName.bestModel(run);
        return Files.exists(model)
                && Files.exists(run.resolve("MODEL_CARD.md"))
                && !CordModel.claims(model)
                && !RunSplit.permuted(run);
    }

    private static boolean hasSameSplit(Path run, Path other) throws IOException {
        return Objects.equals(RunSplit.of(run), RunSplit.of(other))
                && Files.mismatch(run.resolve("split.csv"), other.resolve("split.csv")) < 0;
    }

    private static Recipe withAnyHead(Path run) throws IOException {
        try {
            return RecipeText.with(TorchTraining.recipe(run), ANY_HEAD);
        } catch (WeightFormatException e) {
            throw new IllegalStateException("a recipe's head can be changed", e);
        }
    }
}
