package org.cordscope.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Memory of one thread for one file after the other, so that a scan does not allocate what it reads. */
final class ReadBuffer {
    /** The virtual machine copies through memory outside its heap, as much as one call reads. */
    private static final int MOST_AT_ONCE = 1 << 19;

    private static final int SMALLEST = 1 << 18;

    private byte[] array = new byte[0];
    private int filled;

    /** Reads {@code bytes} bytes, fewer where the channel ends before, over what was read last. */
    void fill(ReadableByteChannel channel, int bytes) throws IOException {
        if (bytes > array.length) {
            array = new byte[Math.max(bytes, SMALLEST)];
        }
        filled = 0;
        int n = 0;
        while (filled < bytes && n >= 0) {
            n = channel.read(ByteBuffer.wrap(array, filled, Math.min(bytes - filled, MOST_AT_ONCE)));
            filled += Math.max(n, 0);
        }
    }

    /** What was read is at its beginning. */
    byte[] array() {
        return array;
    }

    int filled() {
        return filled;
    }
}
