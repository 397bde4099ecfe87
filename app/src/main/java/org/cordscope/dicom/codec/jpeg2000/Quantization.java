package org.cordscope.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.MarkerReader;

/**
 * Quantization of a tile component (T.800 A.6.4).
 *
 * @param derived whether all subbands follow from the first
 * @param steps per subband {@code exponent << 11 | mantissa}
 */
record Quantization(int guardBits, boolean derived, List<Integer> steps) {

    static Quantization read(MarkerReader in) throws CodecException {
        int style = in.u8();
        int kind = style & 31;
        if (kind > 2) {
            throw in.damaged("its quantization is of an unknown kind");
        }
        List<Integer> steps = new ArrayList<>();
        while (in.remaining() > 0) {
            steps.add(kind == 0 ? in.u8() >> 3 << 11 : in.u16());
        }
        if (steps.isEmpty()) {
            throw in.damaged("its quantization is empty");
        }
        return new Quantization(style >> 5, kind == 1, steps);
    }

    private int step(int resolution, int band) throws CodecException {
        if (derived) {
            int exponent = Math.max(0, (steps.get(0) >> 11) - Math.max(0, resolution - 1));
            return (exponent << 11) | (steps.get(0) & 0x7ff);
        }
        int index = resolution == 0 ? 0 : 3 * (resolution - 1) + band;
        if (index >= steps.size()) {
            throw new CodecException("the JPEG 2000 codestream is damaged: a subband has no quantization step");
        }
        return steps.get(index);
    }

    /** Magnitude bit-planes of a subband (E-2). */
    int bitPlanes(int resolution, int band) throws CodecException {
        return guardBits + (step(resolution, band) >> 11) - 1;
    }

    /** Step size (E-3), where {@code band} is 0 LL, 1 HL, 2 LH, 3 HH. */
    float stepSize(int resolution, int band, int precision) throws CodecException {
        int step = step(resolution, band);
        int gain = band == 0 ? 0 : band == 3 ? 2 : 1;
        return (float) Math.scalb(1 + (step & 0x7ff) / 2048.0, precision + gain - (step >> 11));
    }
}
