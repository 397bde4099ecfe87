package org.cordscope.deid;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for many byte strings at once in one pass, letters A-Z in either case. Each string is filed under the hash of its last
 * bytes, eight or, for short ones, four: the ends of UIDs differ where their beginnings do not. A bit per hash tells at nearly
 * every position that nothing ends there.
 */
final class ByteSearch {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FOLD = 0xdfdfdfdfdfdfdfdfL;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;
    private static final int LONG_WINDOW = 8;
    private static final int SHORT_WINDOW = 4;

    private final byte[][] forms;
    private final Index longIndex;
    private final Index shortIndex;
    private final int longest;

    /** Receives what is found. */
    @FunctionalInterface
    interface Hits {
        /** The string of that index stands from {@code start} to before {@code end}. */
        void hit(int index, int start, int end);
    }

    /** @param strings of at least four bytes each */
    ByteSearch(List<byte[]> strings) {
        forms = new byte[strings.size()][];
        longIndex = new Index(LONG_WINDOW, strings.size());
        shortIndex = new Index(SHORT_WINDOW, strings.size());
        int most = 0;
        for (int i = 0; i < forms.length; i++) {
            byte[] string = strings.get(i);
            if (string.length < SHORT_WINDOW) {
                throw new IllegalArgumentException("a string this short is in every file: " + string.length + " bytes");
            }
            forms[i] = new byte[string.length];
            for (int b = 0; b < string.length; b++) {
                forms[i][b] = upper(string[b]);
            }
            most = Math.max(most, string.length);
            (string.length < LONG_WINDOW ? shortIndex : longIndex).add(i, forms[i]);
        }
        longest = most;
    }

    /** Length of the longest string. */
    int longest() {
        return longest;
    }

    /** Everything between two positions. */
    void search(byte[] content, int from, int to, Hits hits) {
        if (!longIndex.isEmpty()) {
            for (int end = from + LONG_WINDOW; end <= to; end++) {
                longIndex.at(content, from, end, hits);
            }
        }
        if (!shortIndex.isEmpty()) {
            for (int end = from + SHORT_WINDOW; end <= to; end++) {
                shortIndex.at(content, from, end, hits);
            }
        }
    }

    /** Strings of eight bytes or more without control characters: for pixels, in which short ones occur by chance. */
    void searchPixels(byte[] content, int from, int to, Hits hits) {
        if (longIndex.isEmpty()) {
            return;
        }
        int end = from + LONG_WINDOW;
        while (end <= to) {
            if ((content[end - 1] & 0xe0) == 0) {
                end += LONG_WINDOW; // no window with a control character in it
            } else {
                longIndex.at(content, from, end++, hits);
            }
        }
    }

    private static byte upper(byte letter) {
        return letter >= 'a' && letter <= 'z' ? (byte) (letter - 32) : letter;
    }

    /** Strings by the hash of their last bytes. */
    private final class Index {
        private final int window;
        private final long[] bits;
        private final int bitsShift;
        private final int[] heads;
        private final int headsShift;
        private final int[] next;
        private boolean empty = true;

        Index(int window, int count) {
            this.window = window;
            int logBits = Math.min(27, Math.max(10, 36 - Integer.numberOfLeadingZeros(count)));
            int logHeads = Math.min(24, Math.max(6, 33 - Integer.numberOfLeadingZeros(count)));
            bits = new long[1 << (logBits - 6)];
            bitsShift = 64 - logBits;
            heads = new int[1 << logHeads];
            headsShift = 64 - logHeads;
            next = new int[count];
            Arrays.fill(heads, -1);
        }

        boolean isEmpty() {
            return empty;
        }

        void add(int form, byte[] string) {
            long hash = hash(string, string.length);
            bits[(int) (hash >>> bitsShift) >>> 6] |= 1L << (hash >>> bitsShift);
            int head = (int) (hash >>> headsShift);
            next[form] = heads[head];
            heads[head] = form;
            empty = false;
        }

        private long hash(byte[] content, int end) {
            long last = window == LONG_WINDOW
                    ? (long) LONG.get(content, end - LONG_WINDOW)
                    : (int) INT.get(content, end - SHORT_WINDOW);
            return (last & FOLD) * SPREAD;
        }

        void at(byte[] content, int from, int end, Hits hits) {
            long hash = hash(content, end);
            long bit = hash >>> bitsShift;
            if ((bits[(int) bit >>> 6] & 1L << bit) != 0) {
                for (int i = heads[(int) (hash >>> headsShift)]; i >= 0; i = next[i]) {
                    int start = end - forms[i].length;
                    if (start >= from && matches(content, start, forms[i])) {
                        hits.hit(i, start, end);
                    }
                }
            }
        }

        private boolean matches(byte[] content, int start, byte[] form) {
            for (int i = form.length - 1; i >= 0; i--) {
                if (upper(content[start + i]) != form[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
