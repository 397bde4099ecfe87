package org.cordscope.learning.torch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.TrainingLog;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.Weight;
import org.cordscope.learning.weights.WeightFormatException;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * One training run on disk: {@code config.yaml}, {@code metrics.csv}, {@code checkpoints/best/model.safetensors} and {@code
 * checkpoints/last/} with {@code model.safetensors}, {@code optimizer.safetensors} and {@code rng.json}.
 *
 * <p>The three files of {@code last} change together: they are written to {@code last.new}; then {@code last} becomes
 * {@code last.old} and {@code last.new} becomes {@code last}. A process killed between the two leaves {@code last.old} without
 * {@code last}, which {@link #load} completes.
 */
record RunDirectory(Path root) {
    private static final String FORMAT = "cordscope-checkpoint 2";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * Where a run stands. There is no generator to save: every draw follows from the recipe's seed and its place in the run.
     *
     * @param threads threads that computed it: their number may change the last bits of a sum
     */
    record State(String format, long seed, long optimizerSteps, int threads, List<Epoch> log) {}

    /**
     * Everything that a run needs to go on.
     *
     * @param optimiser moments, and the average of the weights where the recipe has one
     */
    record Checkpoint(State state, Map<String, Weight> weights, Map<String, Weight> optimiser) {}

    private Path config() {
        return root.resolve("config.yaml");
    }

    private Path checkpoint(String name) {
        return root.resolve("checkpoints").resolve(name);
    }

    Path bestModel() {
        return checkpoint("best").resolve("model.safetensors");
    }

    /** Where a frozen prefix keeps its features while the run goes on. */
    Path features() {
        return root.resolve("features.cache");
    }

    /** Bytes that features may take: half of what is free. */
    long spaceForFeatures() throws IOException {
        return Files.getFileStore(root).getUsableSpace() / 2;
    }

    /** Starts a run that must not exist yet. */
    void create(Recipe recipe) throws IOException {
        if (Files.exists(config())) {
            throw new UserFacingException(
                    "There is a training run already in " + root.getFileName() + ".",
                    "Resume it with `cordscope train --resume`, or choose another name.");
        }
        Files.createDirectories(checkpoint("best"));
        WholeFile.write(config(), RecipeText.toYaml(recipe));
    }

    Recipe recipe() throws IOException {
        if (!Files.exists(config())) {
            throw new UserFacingException(
                    "There is no training run in " + root.getFileName() + ".",
                    "Name a directory that holds config.yaml.");
        }
        try {
            return RecipeText.fromYaml(Files.readString(config()));
        } catch (WeightFormatException e) {
            throw new UserFacingException(
                    "config.yaml of the run is damaged: " + e.getMessage() + ".", "Start the training anew.", e);
        }
    }

    void saveBest(ModelFile model) throws IOException {
        Path best = Files.createDirectories(checkpoint("best"));
        WholeFile.deleteUnfinished(best);
        model.write(bestModel());
    }

    void saveLast(ModelFile model, Map<String, Weight> optimiser, long optimizerSteps, int threads, List<Epoch> log)
            throws IOException {
        Path fresh = checkpoint("last.new");
        delete(fresh);
        Files.createDirectories(fresh);
        model.write(fresh.resolve("model.safetensors"));
        new SafeTensors(Map.of(), optimiser).write(fresh.resolve("optimizer.safetensors"));
        State state = new State(FORMAT, model.recipe().seed(), optimizerSteps, threads, log);
        WholeFile.write(
                fresh.resolve("rng.json"), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(state));
        Path last = checkpoint("last");
        Path old = checkpoint("last.old");
        delete(old);
        if (Files.exists(last)) {
            Files.move(last, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, last, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
        TrainingLog.write(root, log);
    }

    /**
     * The last checkpoint, or empty where no epoch has ended yet. Writes {@code metrics.csv} as the checkpoint has it: a run
     * killed between the two lacks its last row.
     *
     * @throws UserFacingException also where it was made by another recipe than {@code config.yaml} holds now
     */
    Optional<Checkpoint> load() throws IOException {
        Path last = checkpoint("last");
        if (!Files.exists(last) && Files.exists(checkpoint("last.old"))) {
            Files.move(checkpoint("last.new"), last, StandardCopyOption.ATOMIC_MOVE);
        }
        if (!Files.exists(last)) {
            return Optional.empty();
        }
        try {
            State state = JSON.readValue(Files.readString(last.resolve("rng.json")), State.class);
            if (!state.format().equals(FORMAT)) {
                throw new WeightFormatException("checkpoint has format " + state.format());
            }
            SafeTensors model = SafeTensors.read(last.resolve("model.safetensors"));
            if (!RecipeText.fromJson(model.metadata().getOrDefault("recipe", ""))
                    .equals(recipe())) {
                throw new UserFacingException(
                        "config.yaml of " + root.getFileName() + " was changed since its last checkpoint.",
                        "Bring back the recipe of then, or train anew with `cordscope train --recipe`.");
            }
            TrainingLog.write(root, state.log());
            return Optional.of(new Checkpoint(
                    state,
                    model.weights(),
                    SafeTensors.read(last.resolve("optimizer.safetensors")).weights()));
        } catch (WeightFormatException | JsonProcessingException e) {
            throw new UserFacingException(
                    "The last checkpoint of the run is damaged: " + e.getMessage() + ".",
                    "Start the training anew.",
                    e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }
}
