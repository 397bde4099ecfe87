package org.cordscope.learning.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * A trained model on disk: safetensors whose metadata hold {@code format} = {@value #FORMAT}, {@code recipe} as JSON, and,
 * once training has ended, its record. The file alone can rebuild the network, its preprocessing and its judgement. Keys:
 * docs/model-file.md.
 *
 * @param weights arrays of the network by name
 * @param record null in a file of an earlier version, or of a run that has not ended
 * @param quantisation what prediction in eight bits needs; null where it was not prepared
 */
public record ModelFile(
        Recipe recipe,
        Map<String, Weight> weights,
        @Nullable ModelRecord record,
        @Nullable Quantisation quantisation) {
    private static final String KIND = "cordscope-model ";
    static final String FORMAT = KIND + "2";
    private static final Set<String> READABLE = Set.of(KIND + "1", FORMAT);

    public ModelFile {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** A model whose training has not ended. */
    public ModelFile(Recipe recipe, Map<String, Weight> weights) {
        this(recipe, weights, null, null);
    }

    /** A model that is not prepared for eight bits. */
    public ModelFile(Recipe recipe, Map<String, Weight> weights, @Nullable ModelRecord record) {
        this(recipe, weights, record, null);
    }

    public ModelFile withRecord(ModelRecord found) {
        return new ModelFile(recipe, weights, found, quantisation);
    }

    public ModelFile withQuantisation(Quantisation found) {
        return new ModelFile(recipe, weights, record, found);
    }

    /** Whether a file says of itself that it is one; false where it cannot be read. */
    public static boolean claims(Path file) {
        try {
            return SafeTensors.read(file).metadata().getOrDefault("format", "").startsWith(KIND);
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads a model; whatever is wrong with the file is said to the user. */
    public static ModelFile read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            SafeTensors content = SafeTensors.read(file);
            refuseForeign(name, content.metadata().getOrDefault("format", ""));
            Map<String, Weight> network = new LinkedHashMap<>(content.weights());
            network.keySet().removeIf(array -> array.startsWith(RecordText.ARRAYS));
            for (Map.Entry<String, Weight> array : network.entrySet()) {
                if (!array.getValue().isFinite()) {
                    throw new WeightFormatException("not every weight of " + array.getKey() + " is a finite number");
                }
            }
            return new ModelFile(
                    RecipeText.fromJson(content.metadata().getOrDefault("recipe", "")),
                    network,
                    RecordText.read(content.metadata(), content.weights()),
                    RecordText.quantisation(content.metadata()));
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

    private static void refuseForeign(String name, String format) {
        if (format.startsWith("cordscope-cord ")) {
            throw new UserFacingException(
                    "Model " + name + " finds and judges the cord and is no classifier of whole slices.",
                    "Give it to predict, watch, api, press or cord; its card is docs/cord-model.md.");
        }
        if (!READABLE.contains(format)) {
            throw new UserFacingException(
                    "Model " + name
                            + (format.startsWith(KIND)
                                    ? " has format \"" + format + "\", this version reads \"" + FORMAT + "\"."
                                    : " holds weights, but was not trained by Cordscope."),
                    "Train a model with this version, or use the version that wrote it.");
        }
    }

    /** What the file says of itself, by key: {@code format}, {@code recipe}, the record, {@code quantisation}. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("recipe", RecipeText.toJson(recipe));
        if (record != null) {
            metadata.putAll(RecordText.metadata(record));
        }
        if (quantisation != null) {
            metadata.putAll(RecordText.metadata(quantisation));
        }
        return metadata;
    }

    /** SHA-256 over name, type, shape and numbers of each array of the network, by name: the same whatever else is known. */
    public String weightsSha256() {
        List<ByteBuffer> parts = new ArrayList<>();
        new TreeMap<>(weights).forEach((name, weight) -> {
            String head = name + " " + weight.type() + " " + weight.shape() + "\n";
            parts.add(ByteBuffer.wrap(head.getBytes(StandardCharsets.UTF_8)));
            parts.add(weight.bytes());
        });
        return Sha256.of(parts);
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) throws IOException {
        Map<String, Weight> arrays = new LinkedHashMap<>(weights);
        if (record != null) {
            arrays.putAll(RecordText.arrays(record));
        }
        new SafeTensors(metadata(), arrays).write(file);
    }
}
