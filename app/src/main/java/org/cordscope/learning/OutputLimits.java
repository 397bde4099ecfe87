package org.cordscope.learning;

import java.util.List;
import java.util.SortedMap;

/** Watches how large the outputs of a network's convolutions become, in float32. Holds native memory: close it. */
public interface OutputLimits extends AutoCloseable {

    /** Watches the network on images, given as to {@link SliceClassifier#read}. */
    void see(List<float[]> greyImages);

    /**
     * By the name of each convolution, the mean over all images seen of the largest magnitude in its output: what one image
     * alone reaches is cut off.
     *
     * @throws IllegalStateException where no image was seen
     */
    SortedMap<String, Double> limits();

    @Override
    void close();
}
