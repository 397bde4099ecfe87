package org.cordscope.learning.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordscope.learning.Recipe;
import org.cordscope.study.UserFacingException;

/**
 * A trained model on disk: safetensors whose metadata hold {@code format} = {@value #FORMAT} and {@code recipe} as JSON, so
 * that the file alone can rebuild the network and its preprocessing.
 *
 * @param weights arrays by name
 */
public record ModelFile(Recipe recipe, Map<String, Weight> weights) {
    static final String FORMAT = "cordscope-model 1";

    public ModelFile {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** Reads a model; whatever is wrong with the file is said to the user. */
    public static ModelFile read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            SafeTensors content = SafeTensors.read(file);
            String format = content.metadata().getOrDefault("format", "");
            if (!format.equals(FORMAT)) {
                throw new UserFacingException(
                        "Model " + name
                                + (format.startsWith("cordscope-model ")
                                        ? " has format \"" + format + "\", this version reads \"" + FORMAT + "\"."
                                        : " holds weights, but was not trained by Cordscope."),
                        "Train a model with this version, or use the version that wrote it.");
            }
            return new ModelFile(RecipeText.fromJson(content.metadata().getOrDefault("recipe", "")), content.weights());
        } catch (NoSuchFileException e) {
            throw new UserFacingException("There is no model " + file + ".", "Check the path given as --model.", e);
        } catch (WeightFormatException e) {
            throw new UserFacingException(
                    "Model " + name + " is not a Cordscope model: " + e.getMessage() + ".",
                    "Name a model.safetensors of a training run.",
                    e);
        } catch (IOException e) {
            throw new UserFacingException(
                    "Model " + name + " cannot be read: " + e.getMessage() + ".",
                    "Check the file and its permissions.",
                    e);
        }
    }

    /** Writes the file under a temporary name, then renames it: it is there whole or not at all. */
    public void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("recipe", RecipeText.toJson(recipe));
        try {
            new SafeTensors(metadata, weights).write(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
