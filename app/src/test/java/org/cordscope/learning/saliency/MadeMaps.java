package org.cordscope.learning.saliency;

import java.util.BitSet;

/** Images by formula, so that the reference values can be computed elsewhere: 40 rows of 36 columns. */
final class MadeMaps {
    static final int ROWS = 40;
    static final int COLUMNS = 36;

    private MadeMaps() {}

    /** {@code ((i*i*31 + i*salt*17 + salt*7) mod 101) / 101}. */
    static float[] rough(int salt) {
        float[] values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * i * 31 + i * salt * 17 + salt * 7) % 101 / 101f;
        }
        return values;
    }

    /** {@code ((column*salt + row*3) mod 23) / 23}. */
    static float[] ramps(int salt) {
        float[] values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % COLUMNS * salt + i / COLUMNS * 3) % 23 / 23f;
        }
        return values;
    }

    static float[] minusHalf(float[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i] - 0.5f;
        }
        return result;
    }

    /** Rows 10 to 19 of columns 8 to 14. */
    static BitSet mask() {
        BitSet mask = new BitSet();
        for (int row = 10; row < 20; row++) {
            mask.set(row * COLUMNS + 8, row * COLUMNS + 15);
        }
        return mask;
    }
}
