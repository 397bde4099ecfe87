package org.cordscope.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.MarkerReader;

/**
 * Coding style of a tile component (T.800 A.6.1, SPcod).
 *
 * @param levels wavelet decompositions
 * @param blockWidthBits exponent of the code-block width
 * @param blockStyle flags of the constants below
 * @param precincts per resolution the exponents of the precinct size, width low and height high four bits
 */
record CodingStyle(
        int levels,
        int blockWidthBits,
        int blockHeightBits,
        int blockStyle,
        boolean reversible,
        List<Integer> precincts) {
    static final int BYPASS = 1;
    static final int RESET_CONTEXTS = 2;
    static final int TERMINATE_EACH_PASS = 4;
    static final int VERTICALLY_CAUSAL = 8;
    static final int SEGMENTATION_SYMBOLS = 32;

    private static final int MAX_LEVELS = 32;

    static CodingStyle read(MarkerReader in, boolean withPrecincts) throws CodecException {
        int levels = in.u8();
        int width = in.u8() + 2;
        int height = in.u8() + 2;
        int style = in.u8();
        int transform = in.u8();
        if (levels > MAX_LEVELS || width > 10 || height > 10 || width + height > 12 || transform > 1) {
            throw in.damaged("its coding style is out of range");
        }
        if (style >= 64) {
            throw in.unsupported("high-throughput coding");
        }
        List<Integer> precincts = new ArrayList<>();
        for (int r = 0; r <= levels; r++) {
            int size = withPrecincts ? in.u8() : 0xff;
            if (r > 0 && ((size & 15) == 0 || size >> 4 == 0)) {
                throw in.damaged("a precinct is smaller than its subbands allow");
            }
            precincts.add(size);
        }
        return new CodingStyle(levels, width, height, style, transform == 1, precincts);
    }

    boolean has(int flag) {
        return (blockStyle & flag) != 0;
    }

    int precinctWidthBits(int resolution) {
        return precincts.get(resolution) & 15;
    }

    int precinctHeightBits(int resolution) {
        return precincts.get(resolution) >> 4;
    }

    /** Passes that share one codeword segment when the next pass is the given one (D.4.2 and table D.9). */
    int passesInSegment(int firstPass) {
        if (has(TERMINATE_EACH_PASS)) {
            return 1;
        }
        if (!has(BYPASS)) {
            return Integer.MAX_VALUE;
        }
        if (firstPass < 10) {
            return 10 - firstPass;
        }
        return switch ((firstPass - 10) % 3) {
            case 0 -> 2;
            default -> 1;
        };
    }

    /** Whether a pass is coded as plain bits. */
    boolean isRaw(int pass) {
        return has(BYPASS) && pass >= 10 && (pass - 10) % 3 != 2;
    }
}
