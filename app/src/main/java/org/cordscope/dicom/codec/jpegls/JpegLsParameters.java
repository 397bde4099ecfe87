package org.cordscope.dicom.codec.jpegls;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.MarkerReader;

/**
 * Coding parameters of JPEG-LS (T.87 C.2.4.1.1).
 *
 * @param maxValue largest sample value
 * @param threshold1 first of three limits that quantise local gradients
 * @param reset occurrences of a context after which its counts are halved
 */
record JpegLsParameters(int maxValue, int threshold1, int threshold2, int threshold3, int reset) {
    /** Nothing given: every value takes its default. */
    static final JpegLsParameters UNSET = new JpegLsParameters(0, 0, 0, 0, 0);

    static JpegLsParameters read(MarkerReader in) throws CodecException {
        return new JpegLsParameters(in.u16(), in.u16(), in.u16(), in.u16(), in.u16());
    }

    /** Replaces zeros by the defaults of C.2.4.1.1.1 and refuses values out of range. */
    JpegLsParameters resolve(int precision, int near) throws CodecException {
        int largest = (1 << precision) - 1;
        int max = maxValue == 0 ? largest : maxValue;
        int t1;
        int t2;
        int t3;
        if (max >= 128) {
            int factor = (Math.min(max, 4095) + 128) / 256;
            t1 = clamp(factor + 2 + 3 * near, near + 1, max);
            t2 = clamp(factor * 4 + 3 + 5 * near, t1, max);
            t3 = clamp(factor * 17 + 4 + 7 * near, t2, max);
        } else {
            int factor = 256 / (max + 1);
            t1 = clamp(Math.max(2, 3 / factor + 3 * near), near + 1, max);
            t2 = clamp(Math.max(3, 7 / factor + 5 * near), t1, max);
            t3 = clamp(Math.max(4, 21 / factor + 7 * near), t2, max);
        }
        JpegLsParameters all = new JpegLsParameters(
                max,
                threshold1 == 0 ? t1 : threshold1,
                threshold2 == 0 ? t2 : threshold2,
                threshold3 == 0 ? t3 : threshold3,
                reset == 0 ? 64 : reset);
        boolean ordered = near < all.threshold1
                && all.threshold1 <= all.threshold2
                && all.threshold2 <= all.threshold3
                && all.threshold3 <= max;
        if (max > largest || near > Math.min(255, max / 2) || !ordered || all.reset < 3 || all.reset > 65535) {
            throw new CodecException("the JPEG-LS codestream is damaged: its coding parameters are out of range");
        }
        return all;
    }

    /** CLAMP of the standard: a value out of range becomes the lower limit. */
    private static int clamp(int value, int low, int high) {
        return value > high || value < low ? low : value;
    }
}
