package org.cordscope.dicom.codec.jpegls;

import java.util.Arrays;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.EntropyBits;

/** Adaptive state and error coding of one JPEG-LS scan (T.87 annex A): 365 regular contexts and two of run interruption. */
final class JpegLsContexts {
    private static final int REGULAR = 365;
    /** Beyond what any image needs; stops a damaged one. */
    private static final int MAX_ORDER = 24;
    /** Order of run lengths (A.2.1 J). */
    private static final int[] RUN_ORDER = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final int near;
    private final int maxValue;
    private final int reset;
    private final int range;
    private final int rangeBits;
    private final int limit;
    /** Magnitudes, biases, corrections and counts of the standard's A, B, C, N; for run contexts B holds Nn. */
    private final int[] a = new int[REGULAR + 2];

    private final int[] b = new int[REGULAR + 2];
    private final int[] c = new int[REGULAR];
    private final int[] n = new int[REGULAR + 2];

    JpegLsContexts(JpegLsParameters parameters, int near) {
        this.near = near;
        this.maxValue = parameters.maxValue();
        this.reset = parameters.reset();
        this.range = (maxValue + 2 * near) / (2 * near + 1) + 1;
        this.rangeBits = bitsFor(range);
        int sampleBits = Math.max(2, bitsFor(maxValue + 1));
        this.limit = 2 * (sampleBits + Math.max(8, sampleBits));
        restart();
    }

    /** Bits that number {@code values} things. */
    private static int bitsFor(int values) {
        return 32 - Integer.numberOfLeadingZeros(values - 1);
    }

    void restart() {
        Arrays.fill(a, Math.max(2, (range + 32) / 64));
        Arrays.fill(b, 0);
        Arrays.fill(c, 0);
        Arrays.fill(n, 1);
    }

    static int runOrder(int runIndex) {
        return RUN_ORDER[runIndex];
    }

    /** A sample in regular mode (A.4 to A.6), from its context, the sign of that and the median prediction. */
    int decodeRegular(EntropyBits bits, int q, int sign, int median) throws CodecException {
        int prediction = Math.max(0, Math.min(maxValue, median + sign * c[q]));
        int k = 0;
        while (n[q] << k < a[q] && k < MAX_ORDER) {
            k++;
        }
        int mapped = readGolomb(bits, k, limit);
        int error = (mapped & 1) == 0 ? mapped >> 1 : -((mapped + 1) >> 1);
        if (k == 0 && near == 0 && 2 * b[q] <= -n[q]) {
            error = -error - 1;
        }
        update(q, error);
        return reconstruct(prediction, sign * error);
    }

    private void update(int q, int error) {
        b[q] += error * (2 * near + 1);
        a[q] += Math.abs(error);
        if (n[q] == reset) {
            a[q] >>= 1;
            b[q] >>= 1;
            n[q] >>= 1;
        }
        n[q]++;
        if (b[q] <= -n[q]) {
            b[q] = Math.max(b[q] + n[q], 1 - n[q]);
            c[q] = Math.max(c[q] - 1, -128);
        } else if (b[q] > 0) {
            b[q] = Math.min(b[q] - n[q], 0);
            c[q] = Math.min(c[q] + 1, 127);
        }
    }

    /** The sample that ends a run (A.7.2), from its neighbours to the left and above. */
    int decodeInterruption(EntropyBits bits, int runIndex, boolean likeNeighbours, int left, int above)
            throws CodecException {
        int type = likeNeighbours ? 1 : 0;
        int q = REGULAR + type;
        int k = 0;
        int magnitude = a[q] + (n[q] >> 1) * type;
        while (n[q] << k < magnitude && k < MAX_ORDER) {
            k++;
        }
        int mapped = readGolomb(bits, k, limit - RUN_ORDER[runIndex] - 1);
        int odd = mapped + type & 1;
        int error = (mapped + type + odd) / 2;
        if ((k != 0 || 2 * b[q] >= n[q]) == (odd == 1)) {
            error = -error;
        }
        if (error < 0) {
            b[q]++;
        }
        a[q] += (mapped + 1 - type) >> 1;
        if (n[q] == reset) {
            a[q] >>= 1;
            b[q] >>= 1;
            n[q] >>= 1;
        }
        n[q]++;
        return likeNeighbours ? reconstruct(left, error) : reconstruct(above, above < left ? -error : error);
    }

    private int readGolomb(EntropyBits bits, int k, int codeLimit) throws CodecException {
        int escape = codeLimit - rangeBits - 1;
        int zeros = bits.readZeros(escape);
        return zeros < escape ? zeros << k | bits.read(k) : bits.read(rangeBits) + 1;
    }

    /** Dequantises the error and wraps the sum into the range of samples (A.4.5, A.8). */
    private int reconstruct(int prediction, int error) {
        int step = 2 * near + 1;
        int value = prediction + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > maxValue + near) {
            value -= range * step;
        }
        return Math.max(0, Math.min(maxValue, value));
    }
}
