package org.cordscope.learning;

import java.util.Arrays;
import java.util.Locale;

/** What the three channels of the network's input hold. */
public enum Channels {
    /** The slice itself, three times. An image is one plane of {@code size * size} values. */
    GREY_REPEATED(1),
    /**
     * The slice below, the slice itself and the slice above (2.5D); at either end of a slab the slice stands in for the one
     * that is not there. An image is three planes of {@code size * size} values in that order.
     */
    NEIGHBOURS(3);

    private final int planes;

    Channels(int planes) {
        this.planes = planes;
    }

    /** Different planes of an image. */
    public int planes() {
        return planes;
    }

    /** What the network takes of a slice between two others, each {@code size * size} values. */
    public float[] image(float[] below, float[] own, float[] above) {
        if (this == GREY_REPEATED) {
            return own.clone();
        }
        float[] image = new float[3 * own.length];
        System.arraycopy(below, 0, image, 0, own.length);
        System.arraycopy(own, 0, image, own.length, own.length);
        System.arraycopy(above, 0, image, 2 * own.length, own.length);
        return image;
    }

    /** The slice itself out of such an image, {@code size * size} values. */
    public float[] own(float[] image) {
        int area = image.length / planes;
        return planes == 1 ? image : Arrays.copyOfRange(image, area, 2 * area);
    }

    /** As recipes write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
