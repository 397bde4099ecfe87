package org.cordscope.deid;

import java.util.Arrays;
import org.cordscope.dicom.codec.frame.CodecException;

/** Frames of RLE (PS3.5 annex G) whose header holds nothing but offsets, and which end where their last segment does. */
final class RleSegments {
    private static final int HEADER_BYTES = 64;
    private static final int MOST_SEGMENTS = 15;

    private RleSegments() {}

    /** @param segmentBytes of one segment when decoded: a byte of each pixel */
    static byte[] cleaned(byte[] frame, long segmentBytes) throws CodecException {
        int segments = frame.length < HEADER_BYTES ? 0 : integer(frame, 0);
        if (segments < 1 || segments > MOST_SEGMENTS) {
            throw cut();
        }
        byte[] clean = Arrays.copyOf(frame, frame.length);
        Arrays.fill(clean, 4 * (segments + 1), HEADER_BYTES, (byte) 0);
        int end = HEADER_BYTES;
        for (int i = 1; i <= segments; i++) {
            int start = integer(frame, 4 * i);
            int gapEnd = Math.max(end, Math.min(start, frame.length));
            if (start < end || start > frame.length) {
                throw cut();
            }
            Arrays.fill(clean, end, gapEnd, (byte) 0);
            end = end(frame, start, segmentBytes);
        }
        return Arrays.copyOf(Arrays.copyOf(clean, end), end + end % 2);
    }

    /** Where a segment ends that decodes to so many bytes. */
    private static int end(byte[] frame, int start, long segmentBytes) throws CodecException {
        int at = start;
        long decoded = 0;
        while (decoded < segmentBytes) {
            if (at >= frame.length) {
                throw cut();
            }
            int n = frame[at++];
            if (n >= 0) {
                at += n + 1;
                decoded += n + 1;
            } else if (n > -128) {
                at++;
                decoded += 1 - n;
            }
        }
        if (at > frame.length) {
            throw cut();
        }
        return at;
    }

    private static int integer(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | ((bytes[at + 1] & 0xff) << 8)
                | ((bytes[at + 2] & 0xff) << 16)
                | (bytes[at + 3] << 24);
    }

    private static CodecException cut() {
        return new CodecException("compressed pixels whose segments cannot be told apart");
    }
}
