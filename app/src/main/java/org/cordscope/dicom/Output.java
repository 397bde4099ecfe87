package org.cordscope.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow in memory, for one thread. */
final class Output extends OutputStream {
    private byte[] array;
    private int count;

    Output(int room) {
        array = new byte[room];
    }

    @Override
    public void write(int b) {
        reserve(1);
        array[count++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, array, count, length);
        count += length;
    }

    void write(ByteBuffer source) {
        int length = source.remaining();
        reserve(length);
        source.get(array, count, length);
        count += length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(array, 0, count);
    }

    int size() {
        return count;
    }

    /** The bytes, in an array of their own only where there is room left in this one. */
    byte[] toByteArray() {
        return count == array.length ? array : Arrays.copyOf(array, count);
    }

    private void reserve(int more) {
        if (more > array.length - count) {
            long doubled = Math.max(2L * array.length, (long) count + more);
            if ((long) count + more > FileBytes.LARGEST) {
                throw new OutOfMemoryError("more than 2 GB in one file");
            }
            array = Arrays.copyOf(array, (int) Math.min(doubled, FileBytes.LARGEST));
        }
    }
}
