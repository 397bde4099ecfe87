package org.cordscope.learning.saliency;

import java.util.Collection;
import java.util.List;
import org.cordscope.learning.Recipe;

/** A trained model that shows where it looks. For one thread. Holds native memory: close it. */
public interface ActivationMapper extends AutoCloseable {

    Recipe recipe();

    /** SHA-256 of the model file, lower-case hexadecimal. */
    String sha256();

    /**
     * Maps of one image on its own grid, {@code size * size}.
     *
     * @param grey values 0..1 of the recipe's preprocessing, {@code size * size} of each plane of its channels
     */
    MappedSlice map(Collection<MapMethod> methods, float[] grey);

    /** Layers whose weights can be drawn anew, from the logit down to the image. */
    List<String> layers();

    /**
     * The same network with the weights and statistics of some layers as if training had not begun. It shares memory with this
     * one, and ends with it.
     */
    ActivationMapper randomised(Collection<String> layers);

    @Override
    void close();
}
