package org.cordscope.web.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cordscope.study.SliceImage;

/**
 * A slice on its way to a browser: 16-bit numbers, little-endian, row by row, and the line that turns them into modality values.
 *
 * @param slope modality units per step
 * @param intercept modality value of 0
 */
@SuppressWarnings("ArrayRecordComponent") // written once and sent
record EncodedSlice(int rows, int columns, double slope, double intercept, byte[] pixels) {
    private static final int HIGHEST = 0xffff;

    /** Whole numbers keep their values; others are spread over the 65,536 steps. */
    static EncodedSlice of(SliceImage image) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        boolean whole = true;
        for (float value : image.pixels()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
            whole &= value == Math.rint(value);
        }
        double slope = whole && high - low <= HIGHEST ? 1 : Math.max((double) high - low, 1e-6) / HIGHEST;
        ByteBuffer bytes = ByteBuffer.allocate(2 * image.pixels().length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : image.pixels()) {
            bytes.putShort((short) Math.round((value - (double) low) / slope));
        }
        return new EncodedSlice(image.rows(), image.columns(), slope, low, bytes.array());
    }
}
