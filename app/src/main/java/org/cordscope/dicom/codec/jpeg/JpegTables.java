package org.cordscope.dicom.codec.jpeg;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.MarkerReader;
import org.jspecify.annotations.Nullable;

/** Tables and settings that a JPEG codestream defines before its scans, and may redefine between them. */
final class JpegTables {
    /** Row-major position of the k-th coefficient in zigzag order (T.81 figure A.6). */
    private static final int[] ZIGZAG = zigzag();

    private final @Nullable HuffmanTable[] dc = new @Nullable HuffmanTable[4];
    private final @Nullable HuffmanTable[] ac = new @Nullable HuffmanTable[4];
    /** Steps in zigzag order; empty while undefined. */
    private final int[][] quantization = new int[4][0];

    private int restartInterval;

    private static int[] zigzag() {
        int[] order = new int[64];
        int k = 0;
        for (int diagonal = 0; diagonal < 15; diagonal++) {
            for (int i = 0; i <= diagonal; i++) {
                int row = diagonal % 2 == 0 ? diagonal - i : i;
                int column = diagonal - row;
                if (row < 8 && column < 8) {
                    order[k++] = row * 8 + column;
                }
            }
        }
        return order;
    }

    static int naturalOrder(int k) {
        return ZIGZAG[k];
    }

    void readHuffman(MarkerReader in) throws CodecException {
        while (in.remaining() > 0) {
            int target = in.u8();
            if (target >> 4 > 1 || (target & 15) > 3) {
                throw in.damaged("a Huffman table has an impossible number");
            }
            (target >> 4 == 0 ? dc : ac)[target & 15] = HuffmanTable.read(in);
        }
    }

    void readQuantization(MarkerReader in) throws CodecException {
        while (in.remaining() > 0) {
            int target = in.u8();
            if (target >> 4 > 1 || (target & 15) > 3) {
                throw in.damaged("a quantization table has an impossible number");
            }
            int[] table = new int[64];
            for (int k = 0; k < 64; k++) {
                table[k] = target >> 4 == 0 ? in.u8() : in.u16();
            }
            quantization[target & 15] = table;
        }
    }

    void readRestartInterval(MarkerReader in) throws CodecException {
        restartInterval = in.u16();
    }

    /** MCUs between restart markers; 0 for none. */
    int restartInterval() {
        return restartInterval;
    }

    HuffmanTable dc(int number) throws CodecException {
        return require(dc[number & 3]);
    }

    HuffmanTable ac(int number) throws CodecException {
        return require(ac[number & 3]);
    }

    /** Steps in zigzag order. */
    int[] quantization(int number) throws CodecException {
        if (quantization[number].length == 0) {
            throw missing("quantization");
        }
        return quantization[number];
    }

    private static HuffmanTable require(@Nullable HuffmanTable table) throws CodecException {
        if (table == null) {
            throw missing("Huffman");
        }
        return table;
    }

    private static CodecException missing(String kind) {
        return new CodecException("the JPEG codestream is damaged: a " + kind + " table is missing");
    }
}
