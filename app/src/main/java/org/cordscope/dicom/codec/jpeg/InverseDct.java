package org.cordscope.dicom.codec.jpeg;

import java.util.Arrays;

/** Inverse discrete cosine transform of 8 x 8 blocks (T.81 A.3.3) in floating point, with level shift and clamping. */
final class InverseDct {
    /** {@code BASIS[8 * u + x] = C(u) / 2 * cos((2x + 1) u pi / 16)}. */
    private static final float[] BASIS = basis();

    private final float[] half = new float[64];
    private final float[] line = new float[8];

    private static float[] basis() {
        float[] basis = new float[64];
        for (int u = 0; u < 8; u++) {
            double scale = u == 0 ? Math.sqrt(0.125) : 0.5;
            for (int x = 0; x < 8; x++) {
                basis[8 * u + x] = (float) (scale * Math.cos((2 * x + 1) * u * Math.PI / 16));
            }
        }
        return basis;
    }

    /** Writes the block's samples to {@code out} from index {@code start}, lines {@code width} apart. */
    void transform(float[] coefficients, boolean onlyDc, int precision, short[] out, int start, int width) {
        if (onlyDc) {
            short value = clamp(coefficients[0] / 8, precision);
            for (int y = 0; y < 8; y++) {
                Arrays.fill(out, start + y * width, start + y * width + 8, value);
            }
            return;
        }
        for (int v = 0; v < 8; v++) {
            combine(coefficients, 8 * v, 1, line);
            System.arraycopy(line, 0, half, 8 * v, 8);
        }
        for (int x = 0; x < 8; x++) {
            combine(half, x, 8, line);
            for (int y = 0; y < 8; y++) {
                out[start + y * width + x] = clamp(line[y], precision);
            }
        }
    }

    /** One-dimensional transform of the eight values from {@code first}, {@code step} apart. */
    private static void combine(float[] in, int first, int step, float[] out) {
        float dc = in[first] * BASIS[0];
        Arrays.fill(out, dc);
        for (int u = 1; u < 8; u++) {
            float c = in[first + u * step];
            if (c != 0) {
                for (int x = 0; x < 8; x++) {
                    out[x] += c * BASIS[8 * u + x];
                }
            }
        }
    }

    private static short clamp(float value, int precision) {
        float shifted = value + (1 << (precision - 1)) + 0.5f;
        int max = (1 << precision) - 1;
        return (short) (shifted <= 0 ? 0 : shifted >= max ? max : (int) shifted);
    }
}
