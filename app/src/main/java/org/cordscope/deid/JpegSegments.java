package org.cordscope.deid;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cordscope.dicom.codec.frame.CodecException;

/**
 * Frames of JPEG and JPEG-LS (ISO 10918-1 annex B, ISO 14495-1 annex C) without what is not needed to decode them: comments,
 * application segments but for Adobe's colour transform, fill bytes and whatever follows the end of the image.
 */
final class JpegSegments {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int COM = 0xfe;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int ADOBE_LENGTH = 14;

    private final byte[] in;
    private final boolean jpegLs;
    private final ByteArrayOutputStream out;
    private int at = 2;

    private JpegSegments(byte[] in, boolean jpegLs) {
        this.in = in;
        this.jpegLs = jpegLs;
        this.out = new ByteArrayOutputStream(in.length);
    }

    /** @param jpegLs whether a zero bit follows 0xff in the entropy-coded data, as in JPEG-LS, and not a zero byte */
    static byte[] cleaned(byte[] frame, boolean jpegLs) throws CodecException {
        return new JpegSegments(frame, jpegLs).clean();
    }

    private byte[] clean() throws CodecException {
        if (in.length < 4 || in[0] != (byte) 0xff || (in[1] & 0xff) != SOI) {
            throw new CodecException("compressed pixels do not begin as a JPEG image does");
        }
        out.write(in, 0, 2);
        while (true) {
            int marker = marker();
            if (marker == EOI) {
                out.write(0xff);
                out.write(EOI);
                return out.toByteArray();
            }
            segment(marker);
            if (marker == SOS) {
                entropyCodedData();
            }
        }
    }

    private int marker() throws CodecException {
        if (at + 2 > in.length || in[at] != (byte) 0xff) {
            throw cut();
        }
        while (at < in.length && in[at] == (byte) 0xff) {
            at++;
        }
        if (at >= in.length || in[at] == 0) {
            throw cut();
        }
        return in[at++] & 0xff;
    }

    private void segment(int marker) throws CodecException {
        int length = at + 2 > in.length ? 0 : ((in[at] & 0xff) << 8) | (in[at + 1] & 0xff);
        if (length < 2 || at + length > in.length) {
            throw cut();
        }
        if (marker != COM && (marker < APP0 || marker > APP15 || isColourTransform(marker, length))) {
            out.write(0xff);
            out.write(marker);
            out.write(in, at, length);
        }
        at += length;
    }

    private boolean isColourTransform(int marker, int length) {
        return marker == APP14
                && length == ADOBE_LENGTH
                && Arrays.equals(in, at + 2, at + 2 + ADOBE.length, ADOBE, 0, ADOBE.length);
    }

    /** Up to the marker after a scan; restart markers are part of it. */
    private void entropyCodedData() throws CodecException {
        int start = at;
        while (at + 1 < in.length) {
            if (in[at] == (byte) 0xff && endsScan(in[at + 1] & 0xff)) {
                out.write(in, start, at - start);
                return;
            }
            at++;
        }
        throw cut();
    }

    private boolean endsScan(int next) {
        boolean stuffed = jpegLs ? next < 0x80 : next == 0;
        boolean restart = next >= 0xd0 && next <= 0xd7;
        return !stuffed && !restart && next != 0xff;
    }

    private static CodecException cut() {
        return new CodecException("compressed pixels whose segments cannot be told apart");
    }
}
