package org.cordscope.inference;

import java.util.Map;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.NetworkInput;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SlicePlane;
import org.jspecify.annotations.Nullable;

/**
 * A slice with its neighbours; the slice itself stands in for one that is not there.
 *
 * @param above towards the head; {@code below} towards the feet
 * @param plane where the slice lies; null where nobody says
 * @param images of the slice as networks asked for it
 */
public record SliceToRead(
        SliceImage above,
        SliceImage slice,
        SliceImage below,
        @Nullable SlicePlane plane,
        Map<NetworkInput, float[]> images) {

    public SliceToRead {
        images = Map.copyOf(images);
    }

    /** A slice on its own. */
    public static SliceToRead alone(SliceImage slice, @Nullable SlicePlane plane, Map<NetworkInput, float[]> images) {
        return new SliceToRead(slice, slice, slice, plane, images);
    }

    /** The slice as a network sees it, made anew. */
    public float[] seenBy(NetworkInput network) {
        Preprocessing preprocessing = network.preprocessing();
        float[] own = preprocessing.apply(slice);
        return network.channels().planes() == 1
                ? own
                : network.channels().image(preprocessing.apply(below), own, preprocessing.apply(above));
    }
}
