package org.cordscope.dicom;

import java.io.IOException;
import org.cordscope.dicom.TransferSyntax.Encoding;

/**
 * Tells how a data set is encoded by trying to read its first elements every way: files without meta information, and files
 * whose meta information is wrong.
 */
final class EncodingGuess {
    private static final int ELEMENTS_TRIED = 8;
    private static final int NEAR_BYTES = 1 << 20;
    private static final Encoding[] CANDIDATES = {
        Encoding.EXPLICIT_LITTLE_ENDIAN,
        Encoding.IMPLICIT_LITTLE_ENDIAN,
        Encoding.EXPLICIT_BIG_ENDIAN,
        Encoding.IMPLICIT_BIG_ENDIAN
    };

    private EncodingGuess() {}

    /** Encoding by which most of the first elements make sense; {@code declared} wins a tie. */
    static Encoding best(FileBytes in, int position, Encoding declared) throws IOException {
        Encoding best = declared;
        int most = plausibleElements(in, position, declared);
        for (Encoding candidate : CANDIDATES) {
            int count = plausibleElements(in, position, candidate);
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    /** Number of leading elements, up to {@value #ELEMENTS_TRIED}, that make sense. */
    static int plausibleElements(FileBytes in, int position, Encoding encoding) throws IOException {
        long at = position;
        int before = 0;
        for (int count = 0; count < ELEMENTS_TRIED; count++) {
            if (at - position > NEAR_BYTES) {
                return ELEMENTS_TRIED;
            }
            if (!in.reach(at + 8)) {
                return count > 0 && at == in.sizeBound() ? ELEMENTS_TRIED : count;
            }
            int tag = tag(in.array(), (int) at, encoding.bigEndian);
            long value = valueEnd(in, (int) at, encoding);
            if (value < 0
                    || Integer.compareUnsigned(tag, before) <= 0
                    || tag >>> 16 > 0x7fff
                    || value > in.sizeBound()) {
                return count;
            }
            if (value == Long.MAX_VALUE) {
                return ELEMENTS_TRIED;
            }
            before = tag;
            at = value;
        }
        return ELEMENTS_TRIED;
    }

    /** Where the element at {@code at} ends; -1 if it makes no sense, the largest number if its length is undefined. */
    private static long valueEnd(FileBytes in, int at, Encoding encoding) throws IOException {
        byte[] array = in.array();
        long length;
        int header = 8;
        if (encoding.explicit) {
            Vr vr = Vr.of(array[at + 4], array[at + 5]);
            if (vr == null) {
                return -1;
            }
            if (vr.hasLongLength()) {
                if (!in.reach(at + 12L)) {
                    return -1;
                }
                header = 12;
                length = unsignedInt(in.array(), at + 8, encoding.bigEndian);
            } else {
                int value = BinaryNumbers.unsignedShort(array, at + 6);
                length = encoding.bigEndian ? Short.reverseBytes((short) value) & 0xffff : value;
            }
        } else {
            length = unsignedInt(array, at + 4, encoding.bigEndian);
        }
        return length == ElementCursor.UNDEFINED ? Long.MAX_VALUE : at + header + length;
    }

    static int tag(byte[] array, int at, boolean bigEndian) {
        int group = BinaryNumbers.unsignedShort(array, at);
        int element = BinaryNumbers.unsignedShort(array, at + 2);
        if (bigEndian) {
            group = Short.reverseBytes((short) group) & 0xffff;
            element = Short.reverseBytes((short) element) & 0xffff;
        }
        return group << 16 | element;
    }

    private static long unsignedInt(byte[] array, int at, boolean bigEndian) {
        int value = BinaryNumbers.integer(array, at);
        return (bigEndian ? Integer.reverseBytes(value) : value) & 0xffffffffL;
    }
}
