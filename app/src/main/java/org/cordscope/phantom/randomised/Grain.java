package org.cordscope.phantom.randomised;

import org.cordscope.phantom.anatomy.SeededDraw;

/** Textures that tile, mean 0 and standard deviation 1, and a table of normal deviates for noise; both made once. */
final class Grain {
    static final int SIDE = 128;
    static final int COUNT = 8;
    private static final int MASK = SIDE - 1;

    /** How far each texture is blurred across and down, pixels. */
    private static final int[][] BLUR = {{0, 0}, {1, 1}, {2, 2}, {4, 4}, {0, 3}, {3, 1}, {8, 8}, {1, 6}};

    private static final float[] DEVIATES = deviates();
    private static final float[][] TEXTURES = textures();

    private Grain() {}

    static float[] texture(int number) {
        return TEXTURES[number];
    }

    /** Where in a texture a pixel lies, columns and rows counted from anywhere. */
    static int wrapped(int at) {
        return at & MASK;
    }

    /** Fills an array with independent normal deviates of a standard deviation. */
    static void fillNoise(float[] into, int length, float deviation, SeededDraw draw) {
        int mask = DEVIATES.length - 1;
        for (int i = 0; i < length; i += 4) {
            long bits = draw.bits();
            for (int k = i; k < Math.min(length, i + 4); k++) {
                into[k] = deviation * DEVIATES[(int) bits & mask];
                bits >>>= 16;
            }
        }
    }

    private static float[] deviates() {
        SeededDraw draw = SeededDraw.of(2);
        float[] table = new float[1 << 16];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) draw.normal();
        }
        return table;
    }

    private static float[][] textures() {
        float[][] textures = new float[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            float[] field = new float[SIDE * SIDE];
            fillNoise(field, field.length, 1, SeededDraw.of(3).named("texture", i));
            for (int pass = 0; pass < 2; pass++) {
                field = blurred(blurred(field, BLUR[i][0], 1, SIDE), BLUR[i][1], SIDE, 1);
            }
            textures[i] = standardised(field);
        }
        return textures;
    }

    /** Running mean along one axis, over the edge. */
    private static float[] blurred(float[] field, int radius, int step, int across) {
        float[] mean = new float[field.length];
        for (int line = 0; line < SIDE; line++) {
            for (int i = 0; i < SIDE; i++) {
                float sum = 0;
                for (int k = -radius; k <= radius; k++) {
                    sum += field[line * across + wrapped(i + k) * step];
                }
                mean[line * across + i * step] = sum / (2 * radius + 1);
            }
        }
        return mean;
    }

    private static float[] standardised(float[] field) {
        double sum = 0;
        double squares = 0;
        for (float value : field) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / field.length;
        double deviation = Math.sqrt(squares / field.length - mean * mean);
        float[] standard = new float[field.length];
        for (int i = 0; i < field.length; i++) {
            standard[i] = (float) ((field[i] - mean) / deviation);
        }
        return standard;
    }
}
