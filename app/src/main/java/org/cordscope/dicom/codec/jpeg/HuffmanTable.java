package org.cordscope.dicom.codec.jpeg;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.EntropyBits;
import org.cordscope.dicom.codec.frame.MarkerReader;

/** A Huffman table of ITU-T T.81 annex C and F.2.2.3, with a direct look-up for short codes. */
final class HuffmanTable {
    /** Codes of up to this many bits are found in one step. */
    static final int LOOKUP_BITS = 9;

    private static final int MAX_CODE_BITS = 16;

    /** {@code length << 8 | value} by the next {@link #LOOKUP_BITS} bits; 0 where the code is longer or absent. */
    private final short[] lookup = new short[1 << LOOKUP_BITS];

    private final byte[] values;
    /** By length: first code, first index into the values, and the code after the last. */
    private final int[] firstCode = new int[MAX_CODE_BITS + 1];

    private final int[] firstIndex = new int[MAX_CODE_BITS + 1];
    private final int[] endCode = new int[MAX_CODE_BITS + 1];

    private HuffmanTable(byte[] values) {
        this.values = values;
    }

    /** Reads the lengths and values of a DHT segment. */
    static HuffmanTable read(MarkerReader in) throws CodecException {
        int[] counts = new int[MAX_CODE_BITS + 1];
        int total = 0;
        for (int length = 1; length <= MAX_CODE_BITS; length++) {
            counts[length] = in.u8();
            total += counts[length];
        }
        if (total > 256) {
            throw in.damaged("a Huffman table has " + total + " codes");
        }
        HuffmanTable table = new HuffmanTable(new byte[total]);
        for (int i = 0; i < total; i++) {
            table.values[i] = (byte) in.u8();
        }
        table.assignCodes(counts, in);
        return table;
    }

    private void assignCodes(int[] counts, MarkerReader in) throws CodecException {
        int code = 0;
        int index = 0;
        for (int length = 1; length <= MAX_CODE_BITS; length++) {
            firstCode[length] = code;
            firstIndex[length] = index;
            if (code + counts[length] > 1 << length) {
                throw in.damaged("a Huffman table has too many codes of " + length + " bits");
            }
            for (int i = 0; i < counts[length]; i++, code++, index++) {
                fillLookup(code, length, values[index] & 0xff);
            }
            endCode[length] = code;
            code <<= 1;
        }
    }

    private void fillLookup(int code, int length, int value) {
        if (length > LOOKUP_BITS) {
            return;
        }
        int start = code << (LOOKUP_BITS - length);
        for (int i = 0; i < 1 << (LOOKUP_BITS - length); i++) {
            lookup[start + i] = (short) (length << 8 | value);
        }
    }

    /** Reads one code and returns its value. */
    int decode(EntropyBits bits) throws CodecException {
        int entry = lookup[bits.peek(LOOKUP_BITS)];
        if (entry != 0) {
            bits.skip(entry >> 8);
            return entry & 0xff;
        }
        int code = bits.peek(MAX_CODE_BITS);
        for (int length = LOOKUP_BITS + 1; length <= MAX_CODE_BITS; length++) {
            int prefix = code >> (MAX_CODE_BITS - length);
            if (prefix < endCode[length]) {
                bits.skip(length);
                return values[firstIndex[length] + prefix - firstCode[length]] & 0xff;
            }
        }
        throw bits.damaged("an unknown Huffman code");
    }
}
