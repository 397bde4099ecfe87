package org.cordscope.dicom.codec.jpeg2000;

import java.util.Arrays;

/** MQ arithmetic decoder (T.800 annex C) with the contexts of code-block coding; beyond its bytes it reads ones. */
final class MqDecoder {
    static final int RUN_CONTEXT = 17;
    static final int UNIFORM_CONTEXT = 18;
    private static final int CONTEXTS = 19;

    /** Table C.2: probability, next state after the more and the less probable symbol, and whether the sense switches. */
    private static final int[][] STATES = {
        {0x5601, 1, 1, 1}, {0x3401, 2, 6, 0}, {0x1801, 3, 9, 0}, {0x0ac1, 4, 12, 0}, {0x0521, 5, 29, 0},
        {0x0221, 38, 33, 0}, {0x5601, 7, 6, 1}, {0x5401, 8, 14, 0}, {0x4801, 9, 14, 0}, {0x3801, 10, 14, 0},
        {0x3001, 11, 17, 0}, {0x2401, 12, 18, 0}, {0x1c01, 13, 20, 0}, {0x1601, 29, 21, 0}, {0x5601, 15, 14, 1},
        {0x5401, 16, 14, 0}, {0x5101, 17, 15, 0}, {0x4801, 18, 16, 0}, {0x3801, 19, 17, 0}, {0x3401, 20, 18, 0},
        {0x3001, 21, 19, 0}, {0x2801, 22, 19, 0}, {0x2401, 23, 20, 0}, {0x2201, 24, 21, 0}, {0x1c01, 25, 22, 0},
        {0x1801, 26, 23, 0}, {0x1601, 27, 24, 0}, {0x1401, 28, 25, 0}, {0x1201, 29, 26, 0}, {0x1101, 30, 27, 0},
        {0x0ac1, 31, 28, 0}, {0x09c1, 32, 29, 0}, {0x08a1, 33, 30, 0}, {0x0521, 34, 31, 0}, {0x0441, 35, 32, 0},
        {0x02a1, 36, 33, 0}, {0x0221, 37, 34, 0}, {0x0141, 38, 35, 0}, {0x0111, 39, 36, 0}, {0x0085, 40, 37, 0},
        {0x0049, 41, 38, 0}, {0x0025, 42, 39, 0}, {0x0015, 43, 40, 0}, {0x0009, 44, 41, 0}, {0x0005, 45, 42, 0},
        {0x0001, 45, 43, 0}, {0x5601, 46, 46, 0}
    };
    /** The same by {@code state << 1 | sense}: probability, and the next of these numbers for both symbols. */
    private static final int[] PROBABILITY = new int[2 * STATES.length];

    private static final int[] AFTER_MORE = new int[2 * STATES.length];
    private static final int[] AFTER_LESS = new int[2 * STATES.length];

    static {
        for (int i = 0; i < PROBABILITY.length; i++) {
            int[] state = STATES[i >> 1];
            PROBABILITY[i] = state[0];
            AFTER_MORE[i] = (state[1] << 1) | (i & 1);
            AFTER_LESS[i] = (state[2] << 1) | ((i & 1) ^ state[3]);
        }
    }

    private final int[] contexts = new int[CONTEXTS];
    private byte[] bytes = {};
    private int position;
    private int a;
    private int c;
    private int ct;

    /** Initial states of table D.7. */
    void resetContexts() {
        Arrays.fill(contexts, 0);
        contexts[0] = 4 << 1;
        contexts[RUN_CONTEXT] = 3 << 1;
        contexts[UNIFORM_CONTEXT] = 46 << 1;
    }

    void begin(byte[] segment) {
        bytes = segment;
        position = 0;
        c = byteAt(0) << 16;
        byteIn();
        c <<= 7;
        ct -= 7;
        a = 0x8000;
    }

    private int byteAt(int index) {
        return index < bytes.length ? bytes[index] & 0xff : 0xff;
    }

    private void byteIn() {
        int next = byteAt(position + 1);
        if (byteAt(position) == 0xff) {
            if (next > 0x8f) {
                c += 0xff00;
                ct = 8;
                return;
            }
            c += next << 9;
            ct = 7;
        } else {
            c += next << 8;
            ct = 8;
        }
        position++;
    }

    int decode(int context) {
        int state = contexts[context];
        int qe = PROBABILITY[state];
        int symbol = state & 1;
        a -= qe;
        if (c >>> 16 < qe) {
            boolean more = a < qe;
            contexts[context] = more ? AFTER_MORE[state] : AFTER_LESS[state];
            a = qe;
            renormalise();
            return more ? symbol : 1 - symbol;
        }
        c -= qe << 16;
        if ((a & 0x8000) != 0) {
            return symbol;
        }
        boolean more = a >= qe;
        contexts[context] = more ? AFTER_MORE[state] : AFTER_LESS[state];
        renormalise();
        return more ? symbol : 1 - symbol;
    }

    private void renormalise() {
        do {
            if (ct == 0) {
                byteIn();
            }
            a <<= 1;
            c <<= 1;
            ct--;
        } while ((a & 0x8000) == 0);
    }
}
