package org.cordscope.learning.cord;

import java.util.List;

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

    CordModel model();

    @Override
    void close();
}
