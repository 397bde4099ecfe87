package org.cordscope.inference.explanation;

import java.io.IOException;
import org.cordscope.learning.saliency.MappedSlice;
import org.cordscope.study.SliceImage;

/** Takes the maps of each slice as they are made, before they are forgotten. */
@FunctionalInterface
public interface MapSink {

    /** @param number of the slice, from 1 */
    void take(int number, SliceImage image, MappedSlice mapped) throws IOException;
}
