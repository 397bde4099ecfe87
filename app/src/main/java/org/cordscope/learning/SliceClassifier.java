package org.cordscope.learning;

import java.util.List;
import org.cordscope.learning.trust.ModelRecord;
import org.jspecify.annotations.Nullable;

/** A trained model, ready to code slices. Holds native memory: close it. */
public interface SliceClassifier extends AutoCloseable {

    /**
     * What the network makes of each image, given as grey values {@code size * size} in 0..1, and as many planes of them as the
     * recipe's {@link Channels} have.
     */
    List<SliceReading> read(List<float[]> greyImages);

    /** Probability of compression for each image, before calibration. */
    default double[] probabilities(List<float[]> greyImages) {
        return read(greyImages).stream().mapToDouble(SliceReading::probability).toArray();
    }

    Recipe recipe();

    /** What validation left in the model file; null in a file of an earlier version, or of a run that has not ended. */
    @Nullable ModelRecord record();

    /** SHA-256 of the model file, lower-case hexadecimal. */
    String sha256();

    @Override
    void close();
}
