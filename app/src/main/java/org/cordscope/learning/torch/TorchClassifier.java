package org.cordscope.learning.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.Weight;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/** A model file, loaded. Safe for use by several threads, which take turns; the network itself uses all cores. */
public final class TorchClassifier implements SliceClassifier {
    /** Images per pass: more gain nothing, fewer leave cores idle in the last layers. */
    static final int BATCH = 8;

    private static final int NAMED_AT_MOST = 5;

    private final Recipe recipe;
    private final @Nullable ModelRecord record;
    private final String sha256;
    private final FusedNetwork network;
    private boolean closed;

    private TorchClassifier(Recipe recipe, @Nullable ModelRecord record, String sha256, FusedNetwork network) {
        this.recipe = recipe;
        this.record = record;
        this.sha256 = sha256;
        this.network = network;
    }

    /** Opens a model in the number format that is fastest here: bfloat16 where the processor has it, else float32. */
    public static TorchClassifier open(Path model) {
        return open(model, fastestPrecision());
    }

    /** Bfloat16 where this processor multiplies it in hardware, else float32. */
    public static Precision fastestPrecision() {
        return Libtorch.fastest();
    }

    /** Opens a model; whatever is wrong with the file, or int8 where it cannot be, is a {@link UserFacingException}. */
    public static TorchClassifier open(Path model, Precision precision) {
        ModelFile file = check(model);
        if (precision != Precision.INT8) {
            return of(model, file, precision, null);
        }
        Quantisation quantisation = file.quantisation();
        if (quantisation == null) {
            throw new UserFacingException(
                    "Model " + model.getFileName() + " has no limits for eight bits.",
                    "Name a file that `cordscope model quantise` wrote, or leave out --precision int8.");
        }
        return open(model, quantisation);
    }

    /** Opens a model in eight bits, by limits that its file need not hold. */
    public static TorchClassifier open(Path model, Quantisation quantisation) {
        Libtorch.load();
        Libtorch.refuseInt8();
        return of(model, check(model), Precision.INT8, quantisation);
    }

    private static TorchClassifier of(
            Path model, ModelFile file, Precision precision, @Nullable Quantisation quantisation) {
        Recipe recipe = file.recipe();
        ResNetPlan plan = ResNetPlan.of(recipe.network());
        int size = recipe.preprocessing().size();
        Libtorch.load();
        try {
            String sha256 = Sha256.ofFile(model);
            FusedNetwork network = quantisation == null
                    ? new FusedNetwork(plan, file.weights(), precision, size, BATCH)
                    : new FusedNetwork(plan, file.weights(), steps(model, plan, quantisation), size, BATCH);
            return new TorchClassifier(recipe, file.record(), sha256, network);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EightBitSteps steps(Path model, ResNetPlan plan, Quantisation quantisation) {
        try {
            return new EightBitSteps(plan, quantisation.limits());
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    "Model " + model.getFileName() + " holds limits of another network: " + e.getMessage() + ".",
                    "Prepare it anew with `cordscope model quantise`.",
                    e);
        }
    }

    /** Reads a model and refuses one that does not hold the network that it describes, as {@link #open} does. */
    public static ModelFile check(Path model) {
        ModelFile file = ModelFile.read(model);
        refuseOtherNetwork(model, file, ResNetPlan.of(file.recipe().network()));
        return file;
    }

    /** A model whose arrays are not those of the network that its recipe describes is the user's to mend. */
    static void refuseOtherNetwork(Path model, ModelFile file, ResNetPlan plan) {
        Map<String, List<Long>> shapes = plan.shapes();
        List<String> wrong = new ArrayList<>();
        shapes.forEach((name, shape) -> {
            Weight found = file.weights().get(name);
            if (found == null) {
                wrong.add(name + " is missing");
            } else if (!found.shape().equals(shape)) {
                wrong.add(name + " is " + found.shape() + " instead of " + shape);
            }
        });
        file.weights().keySet().stream()
                .filter(name -> !shapes.containsKey(name) && !name.endsWith(".num_batches_tracked"))
                .forEach(name -> wrong.add(name + " is too many"));
        if (!wrong.isEmpty()) {
            throw new UserFacingException(
                    "Model " + model.getFileName() + " does not hold the network that it describes: "
                            + String.join(", ", wrong.subList(0, Math.min(NAMED_AT_MOST, wrong.size())))
                            + (wrong.size() > NAMED_AT_MOST ? " and " + (wrong.size() - NAMED_AT_MOST) + " more" : "")
                            + ".",
                    "Use the model.safetensors as training wrote it.");
        }
    }

    @Override
    public synchronized List<SliceReading> read(List<float[]> greyImages) {
        if (closed) {
            throw new IllegalStateException("classifier is closed");
        }
        int size = recipe.preprocessing().size();
        int planes = recipe.network().channels().planes();
        List<SliceReading> readings = new ArrayList<>(greyImages.size());
        for (int start = 0; start < greyImages.size(); start += BATCH) {
            List<float[]> some = greyImages.subList(start, Math.min(greyImages.size(), start + BATCH));
            readings.addAll(network.read(joined(some, planes, size), size));
        }
        return readings;
    }

    static float[] joined(List<float[]> images, int planes, int size) {
        int area = planes * size * size;
        float[] joined = new float[images.size() * area];
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).length != area) {
                throw new IllegalArgumentException("image has " + images.get(i).length + " values, the model wants "
                        + planes + " x " + size + " x " + size);
            }
            System.arraycopy(images.get(i), 0, joined, i * area, area);
        }
        return joined;
    }

    @Override
    public Recipe recipe() {
        return recipe;
    }

    @Override
    public @Nullable ModelRecord record() {
        return record;
    }

    @Override
    public String sha256() {
        return sha256;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            network.close();
        }
    }
}
