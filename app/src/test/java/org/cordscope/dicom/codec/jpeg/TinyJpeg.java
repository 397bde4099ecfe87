package org.cordscope.dicom.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Writes JPEG codestreams without thought for their size: every Huffman code is eight bits long. */
final class TinyJpeg {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;

    TinyJpeg() {
        marker(0xd8);
    }

    TinyJpeg marker(int second) {
        out.write(0xff);
        out.write(second);
        return this;
    }

    TinyJpeg segment(int marker, int... bytes) {
        marker(marker);
        out.write((bytes.length + 2) >> 8);
        out.write(bytes.length + 2);
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    /** Frame header; {@code factors} per component, horizontal in the high four bits. */
    TinyJpeg frame(int process, int precision, int rows, int columns, int... factors) {
        int[] bytes = new int[6 + 3 * factors.length];
        bytes[0] = precision;
        bytes[1] = rows >> 8;
        bytes[2] = rows;
        bytes[3] = columns >> 8;
        bytes[4] = columns;
        bytes[5] = factors.length;
        for (int i = 0; i < factors.length; i++) {
            bytes[6 + 3 * i] = i + 1;
            bytes[7 + 3 * i] = factors[i];
        }
        return segment(process, bytes);
    }

    /** Table 0 of a class (0 DC, 1 AC), in which the code of a value below 255 is the value itself in eight bits. */
    TinyJpeg huffman(int tableClass, int values) {
        int[] bytes = new int[17 + values];
        bytes[0] = tableClass << 4;
        bytes[8] = values;
        for (int i = 0; i < values; i++) {
            bytes[17 + i] = i;
        }
        return segment(0xc4, bytes);
    }

    TinyJpeg quantization(int step) {
        int[] bytes = new int[65];
        Arrays.fill(bytes, step);
        bytes[0] = 0;
        return segment(0xdb, bytes);
    }

    TinyJpeg scan(int start, int end, int approximation, int... components) {
        int[] bytes = new int[4 + 2 * components.length];
        bytes[0] = components.length;
        for (int i = 0; i < components.length; i++) {
            bytes[1 + 2 * i] = components[i];
        }
        bytes[bytes.length - 3] = start;
        bytes[bytes.length - 2] = end;
        bytes[bytes.length - 1] = approximation;
        return segment(0xda, bytes);
    }

    /** Category and magnitude bits of a difference; 32768 has none. */
    TinyJpeg difference(int value) {
        int category = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
        bits(category, 8);
        if (category < 16) {
            bits(value < 0 ? value + (1 << category) - 1 : value, category);
        }
        return this;
    }

    TinyJpeg bits(int value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            pending = (pending << 1) | ((value >> i) & 1);
            if (++pendingBits == 8) {
                out.write(pending);
                if (pending == 0xff) {
                    out.write(0);
                }
                pending = 0;
                pendingBits = 0;
            }
        }
        return this;
    }

    TinyJpeg flush() {
        while (pendingBits != 0) {
            bits(1, 1);
        }
        return this;
    }

    byte[] end() {
        flush();
        marker(0xd9);
        return out.toByteArray();
    }
}
