package org.cordscope.phantom.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;

/** The image pixel module for grey pictures. */
final class StoredPixels {
    private StoredPixels() {}

    /** Twelve bits unsigned in sixteen, with a window from the picture's own range. */
    static void setTwelveBit(DataSet data, float[] pixels, int rows, int columns) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        int largest = 1;
        for (float pixel : pixels) {
            int value = Math.round(pixel);
            if (value < 0 || value > 4095) {
                throw new IllegalArgumentException("not a 12-bit value: " + pixel);
            }
            largest = Math.max(largest, value);
            bytes.putShort((short) value);
        }
        describe(data, rows, columns, 16, 12);
        data.set(Tag.WINDOW_CENTER, Vr.DS, Integer.toString(largest / 3));
        data.set(Tag.WINDOW_WIDTH, Vr.DS, Integer.toString(Math.max(1, largest * 2 / 3)));
        data.set(Tag.PIXEL_DATA, Vr.OW, bytes.array());
    }

    static void setEightBit(DataSet data, byte[] pixels, int rows, int columns) {
        describe(data, rows, columns, 8, 8);
        data.set(Tag.PIXEL_DATA, Vr.OB, pixels);
    }

    private static void describe(DataSet data, int rows, int columns, int allocated, int stored) {
        data.set(Tag.SAMPLES_PER_PIXEL, Vr.US, 1);
        data.set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2");
        data.set(Tag.ROWS, Vr.US, rows);
        data.set(Tag.COLUMNS, Vr.US, columns);
        data.set(Tag.BITS_ALLOCATED, Vr.US, allocated);
        data.set(Tag.BITS_STORED, Vr.US, stored);
        data.set(Tag.HIGH_BIT, Vr.US, stored - 1);
        data.set(Tag.PIXEL_REPRESENTATION, Vr.US, 0);
    }
}
