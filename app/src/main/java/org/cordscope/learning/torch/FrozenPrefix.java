package org.cordscope.learning.torch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.LabelledSlices;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.torch.FoldedConvolution.Images;
import org.cordscope.learning.weights.Weight;

/**
 * Slices as the layers after a frozen prefix see them: each goes through the frozen layers alone, once, and what comes out is
 * kept in a file as long as the file may grow. What does not fit is computed anew each time, to the same bits. Safe for use
 * by a thread that reads ahead. Holds native memory and the file: close it, which deletes the file.
 */
@SuppressWarnings("try") // InferenceMode is a guard: it works by being there
final class FrozenPrefix implements LabelledSlices, AutoCloseable {
    private final LabelledSlices slices;
    private final Recipe recipe;
    private final int threads;
    private final FusedTrunk trunk;
    private final Planes output;
    private final Path file;
    private final RandomAccessFile kept;
    private final int keepAtMost;
    private final BitSet known = new BitSet();
    private boolean closed;

    /**
     * Frozen layers before some slices.
     *
     * @param file where features are kept; whatever is there is overwritten
     * @param byteLimit how far the file may grow
     */
    FrozenPrefix(LabelledSlices slices, Recipe recipe, Map<String, Weight> weights, Path file, long byteLimit)
            throws IOException {
        this.slices = slices;
        this.recipe = recipe;
        this.threads = Libtorch.threads();
        ResNetPlan plan = ResNetPlan.of(recipe.network());
        int size = recipe.preprocessing().size();
        int blocks = plan.blocksOf(recipe.fineTuning().frozenStages());
        this.output = output(plan, blocks, size);
        this.file = file;
        this.kept = new RandomAccessFile(file.toFile(), "rw"); // not a channel, which an interrupt would close
        kept.setLength(0);
        this.keepAtMost = (int) Math.min(slices.size(), byteLimit / bytes());
        try (InferenceMode inference = new InferenceMode()) {
            this.trunk = new FusedTrunk(plan, blocks, weights, recipe.precision(), new Images(1, size));
        }
    }

    /** What comes out of the stem and some blocks for images of a size. */
    static Planes output(ResNetPlan plan, int blocks, int size) {
        Images images = new Images(1, size).after(2).after(2);
        int count = plan.stem().out();
        for (ResNetPlan.Block block : plan.blocks().subList(0, blocks)) {
            for (ResNetPlan.Convolution c : block.path()) {
                images = images.after(c.stride());
                count = c.out();
            }
        }
        return new Planes(count, images.side());
    }

    Planes output() {
        return output;
    }

    private long bytes() {
        return 4L * output.values();
    }

    @Override
    public int size() {
        return slices.size();
    }

    @Override
    public boolean compressed(int index) {
        return slices.compressed(index);
    }

    /** Feature maps of one slice, plane after plane. */
    @Override
    public synchronized float[] grey(int index) throws IOException {
        if (closed) {
            throw new IllegalStateException("frozen prefix is closed");
        }
        if (known.get(index)) {
            return read(index);
        }
        float[] features = compute(slices.grey(index));
        if (index < keepAtMost) {
            write(index, features);
            known.set(index);
        }
        return features;
    }

    private float[] compute(float[] grey) {
        int planes = recipe.network().channels().planes();
        Libtorch.useThreads(threads); // a setting of each thread
        try (InferenceMode inference = new InferenceMode();
                Tensor features = trunk.features(
                        Tensors.images(grey, planes, recipe.preprocessing().size(), recipe.precision()))) {
            return Tensors.toArray(features);
        }
    }

    private float[] read(int index) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(bytes())];
        kept.seek(index * bytes());
        kept.readFully(bytes);
        float[] features = new float[output.values()];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(features);
        return features;
    }

    private void write(int index, float[] features) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(bytes()));
        bytes.asFloatBuffer().put(features);
        kept.seek(index * bytes());
        kept.write(bytes.array());
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            trunk.close();
            kept.close();
            Files.deleteIfExists(file);
        }
    }
}
