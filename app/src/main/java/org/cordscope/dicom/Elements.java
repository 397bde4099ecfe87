package org.cordscope.dicom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Elements in unsigned tag order, as parallel arrays: a header costs no object per element. A value is either a span of the
 * bytes that were read, or an object: text as {@code String}, little-endian {@code byte[]}, items as {@code List}, or
 * {@link Fragments}.
 */
final class Elements {
    private static final int[] NO_INTS = {};
    private static final byte[] NO_BYTES = {};

    private int count;
    private int[] tags = NO_INTS;
    private byte[] vrs = NO_BYTES;
    private int[] offsets = NO_INTS;
    private int[] lengths = NO_INTS;
    private @Nullable Object @Nullable [] values;
    private boolean ascending = true;

    int count() {
        return count;
    }

    int tag(int index) {
        return tags[index];
    }

    Vr vr(int index) {
        return Vr.of(vrs[index]);
    }

    int offset(int index) {
        return offsets[index];
    }

    int length(int index) {
        return lengths[index];
    }

    @Nullable Object value(int index) {
        return values == null ? null : values[index];
    }

    /** Index of the element, or -1 minus the index where it would be. */
    int find(int tag) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(tags[middle], tag);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /** Adds behind the others what a file holds, in whatever order; {@link #settle} must follow. */
    void append(int tag, Vr vr, int offset, int length, @Nullable Object value) {
        ascending = ascending && (count == 0 || Integer.compareUnsigned(tags[count - 1], tag) < 0);
        makeRoom();
        set(count++, tag, vr, offset, length, value);
    }

    /** Brings elements into order; of those that occur twice, the last stays. */
    void settle() {
        if (ascending) {
            return;
        }
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compareUnsigned(tags[a], tags[b]));
        Elements sorted = new Elements();
        for (Integer i : order) {
            if (sorted.count > 0 && sorted.tags[sorted.count - 1] == tags[i]) {
                sorted.count--;
            }
            sorted.append(tags[i], vr(i), offsets[i], lengths[i], value(i));
        }
        take(sorted);
        ascending = true;
    }

    void put(int tag, Vr vr, Object value) {
        int index = find(tag);
        if (index < 0) {
            index = -1 - index;
            makeRoom();
            shift(index, 1);
        }
        set(index, tag, vr, 0, 0, value);
    }

    void remove(int tag) {
        int index = find(tag);
        if (index >= 0) {
            shift(index + 1, -1);
        }
    }

    Elements copy() {
        Elements copy = new Elements();
        copy.take(this);
        copy.tags = tags.clone();
        copy.vrs = vrs.clone();
        copy.offsets = offsets.clone();
        copy.lengths = lengths.clone();
        copy.values = values == null ? null : values.clone();
        return copy;
    }

    private void take(Elements other) {
        count = other.count;
        tags = other.tags;
        vrs = other.vrs;
        offsets = other.offsets;
        lengths = other.lengths;
        values = other.values;
    }

    private void set(int index, int tag, Vr vr, int offset, int length, @Nullable Object value) {
        tags[index] = tag;
        vrs[index] = (byte) vr.index();
        offsets[index] = offset;
        lengths[index] = length;
        if (value != null && values == null) {
            values = new Object[tags.length];
        }
        if (values != null) {
            values[index] = value;
        }
    }

    private void makeRoom() {
        if (count < tags.length) {
            return;
        }
        int room = count < 4 ? 4 : count + (count >> 1);
        tags = Arrays.copyOf(tags, room);
        vrs = Arrays.copyOf(vrs, room);
        offsets = Arrays.copyOf(offsets, room);
        lengths = Arrays.copyOf(lengths, room);
        values = values == null ? null : Arrays.copyOf(values, room);
    }

    /** Moves the elements from {@code index} on by one place. */
    private void shift(int index, int by) {
        int moved = count - index;
        System.arraycopy(tags, index, tags, index + by, moved);
        System.arraycopy(vrs, index, vrs, index + by, moved);
        System.arraycopy(offsets, index, offsets, index + by, moved);
        System.arraycopy(lengths, index, lengths, index + by, moved);
        if (values != null) {
            System.arraycopy(values, index, values, index + by, moved);
        }
        count += by;
    }
}
