package org.cordscope.study;

import java.io.IOException;

/** Pixels of one instance, frame by frame. */
public interface FramePixels {

    /**
     * Pixels of a frame in modality units, row by row, {@code rows * columns} of the header; finite.
     *
     * @param frame frame number from 1
     * @throws UnusableFileException where they cannot be read
     */
    double[] frame(int frame) throws IOException;
}
