package org.cordscope.dicom.codec.jpeg2000;

import org.cordscope.dicom.codec.frame.CodecException;

/** Bits of packet headers, where a byte after 0xff holds seven (T.800 B.10.1), between bytes of packet bodies. */
final class PacketBits {
    private final byte[] bytes;
    private int position;
    private int current;
    private int left;

    PacketBits(byte[] bytes) {
        this.bytes = bytes;
    }

    int read() throws CodecException {
        if (left == 0) {
            if (position >= bytes.length) {
                throw tooShort();
            }
            left = current == 0xff ? 7 : 8;
            current = bytes[position++] & 0xff;
        }
        left--;
        return current >> left & 1;
    }

    int read(int width) throws CodecException {
        int value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 1 | read();
        }
        return value;
    }

    /** Ends a packet header: the rest of its last byte, and the byte stuffed after 0xff, are dropped. */
    void align() {
        if (current == 0xff) {
            position++;
        }
        current = 0;
        left = 0;
    }

    /** Passes over a marker of the given second byte and total length, if it is there. */
    void skipMarker(int marker, int length) {
        if (position + 1 < bytes.length && (bytes[position] & 0xff) == 0xff && (bytes[position + 1] & 0xff) == marker) {
            position += length;
        }
    }

    /** Takes bytes of a packet body and returns where they begin. */
    int takeBody(int length) throws CodecException {
        if (length > bytes.length - position) {
            throw tooShort();
        }
        position += length;
        return position - length;
    }

    private static CodecException tooShort() {
        return new CodecException("the JPEG 2000 codestream is damaged: its image data ends too early");
    }
}
