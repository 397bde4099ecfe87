package org.cordscope.learning;

import java.util.List;

/** A trained model, ready to code slices. Holds native memory: close it. */
public interface SliceClassifier extends AutoCloseable {

    /**
     * Probability of compression for each image, given as grey values {@code size * size} in 0..1, and as many planes of them
     * as the recipe's {@link Channels} have.
     */
    double[] probabilities(List<float[]> greyImages);

    Recipe recipe();

    /** SHA-256 of the model file, lower-case hexadecimal. */
    String sha256();

    @Override
    void close();
}
