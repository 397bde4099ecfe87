package org.cordscope.raster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Whether a picture asks to be shown turned or mirrored (Exif 2.32, tag 0x0112). */
final class ExifOrientation {
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final short LITTLE_ENDIAN = 0x4949;
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final int UPRIGHT = 1;

    private ExifOrientation() {}

    /** @param segment what an APP1 segment holds; false where that is damaged or no EXIF */
    static boolean isTurned(byte[] segment) {
        if (!ByteBuffer.wrap(segment, 0, Math.min(EXIF.length, segment.length)).equals(ByteBuffer.wrap(EXIF))) {
            return false;
        }
        ByteBuffer tiff = ByteBuffer.wrap(segment, EXIF.length, segment.length - EXIF.length)
                .slice();
        try {
            if (tiff.getShort(0) == LITTLE_ENDIAN) {
                tiff.order(ByteOrder.LITTLE_ENDIAN);
            }
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY_BYTES;
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION) {
                    int orientation = tiff.getShort(entry + 8);
                    return orientation > UPRIGHT && orientation <= 8;
                }
            }
            return false;
        } catch (BufferUnderflowException | IndexOutOfBoundsException damaged) {
            return false;
        }
    }
}
