package org.cordscope.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Encapsulated pixel data (PS3.5 annex A.4): the basic offset table, which comes first, and the fragments, as spans. */
final class Fragments {
    private final FileBytes bytes;
    private int count;
    private int[] offsets = new int[2];
    private int[] lengths = new int[2];

    Fragments(FileBytes bytes) {
        this.bytes = bytes;
    }

    /** Adds the next item, of which the first is the offset table. */
    void add(int offset, int length) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        offsets[count] = offset;
        lengths[count++] = length;
    }

    int itemCount() {
        return count;
    }

    /** Read-only view of the item at {@code index}, of which 0 is the offset table. */
    ByteBuffer item(int index) {
        return ByteBuffer.wrap(bytes.array(), offsets[index], lengths[index])
                .slice()
                .asReadOnlyBuffer();
    }

    List<ByteBuffer> fragments() {
        List<ByteBuffer> result = new ArrayList<>(Math.max(0, count - 1));
        for (int i = 1; i < count; i++) {
            result.add(item(i));
        }
        return result;
    }

    /** Offsets of the frames from the first fragment's item tag; none where the table is empty. */
    long[] basicOffsetTable() {
        if (count == 0) {
            return new long[0];
        }
        long[] table = new long[lengths[0] / 4];
        for (int i = 0; i < table.length; i++) {
            table[i] = BinaryNumbers.integer(bytes.array(), offsets[0] + 4 * i) & 0xffffffffL;
        }
        return table;
    }
}
