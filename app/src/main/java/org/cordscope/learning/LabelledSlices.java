package org.cordscope.learning;

import java.io.IOException;
import java.util.stream.IntStream;

/** Preprocessed slices with their labels, read one at a time so that a cohort need not fit into memory. */
public interface LabelledSlices {

    int size();

    boolean compressed(int index);

    /** How many slices are labelled as compressed. */
    default long countCompressed() {
        return IntStream.range(0, size()).filter(this::compressed).count();
    }

    /**
     * Grey values 0..1 of one slice as the network takes it: {@code size * size} of the recipe's preprocessing, row by row,
     * and as many planes of them as its {@link Channels} have.
     */
    float[] grey(int index) throws IOException;
}
