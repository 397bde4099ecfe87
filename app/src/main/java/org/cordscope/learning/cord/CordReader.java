package org.cordscope.learning.cord;

import java.util.List;
import java.util.function.Function;

/** Networks that find the canal and judge crops about it. Holds native memory: close it. Safe for several threads. */
public interface CordReader extends AutoCloseable {

    /** Where the canal lies in each whole slice, given on the grid of {@link CordRecipe#WHOLE}, brightness 0 to about 1. */
    List<CanalSighting> find(List<float[]> wholes);

    /**
     * What each network says of each crop.
     *
     * @param crops three pictures each on the grid of {@link CordRecipe#CROP}, one after the other: of the slice towards the
     *     head, of the slice itself, of the one towards the feet
     * @return by crop, then by network
     */
    List<List<CropReading>> judge(List<float[]> crops);

    /** How many parts of a work {@link #sideBySide} takes up at once. */
    default int lanes() {
        return 1;
    }

    /**
     * Does a step of work, within which this reader is asked, for several parts at once, each on a core of its own. With networks
     * as small as these that is quicker than one part on all cores.
     *
     * @return results in the order of the parts
     */
    default <T, R> List<R> sideBySide(List<T> parts, Function<T, R> step) {
        return parts.stream().map(step).toList();
    }

    CordModel model();

    @Override
    void close();
}
