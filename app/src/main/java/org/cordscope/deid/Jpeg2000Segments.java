package org.cordscope.deid;

import java.io.ByteArrayOutputStream;
import org.cordscope.dicom.codec.frame.CodecException;

/**
 * Frames of JPEG 2000 (ISO 15444-1 annex A) without comments and whatever follows the end of the codestream. A comment in the
 * header of a tile-part, which lengths elsewhere count, is refused.
 */
final class Jpeg2000Segments {
    private static final int SOC = 0xff4f;
    private static final int COM = 0xff64;
    private static final int CRG = 0xff63;
    private static final int SOT = 0xff90;
    private static final int SOD = 0xff93;
    private static final int EOC = 0xffd9;

    private final byte[] in;
    private final ByteArrayOutputStream out;
    private int at = 2;

    private Jpeg2000Segments(byte[] in) {
        this.in = in;
        this.out = new ByteArrayOutputStream(in.length);
    }

    static byte[] cleaned(byte[] frame) throws CodecException {
        return new Jpeg2000Segments(frame).clean();
    }

    private byte[] clean() throws CodecException {
        if (in.length < 4 || twoBytes(0) != SOC) {
            throw new CodecException("compressed pixels do not begin as a JPEG 2000 codestream does");
        }
        out.write(in, 0, 2);
        while (twoBytes(at) != SOT) {
            int marker = twoBytes(at);
            int end = at + 2 + segmentLength(at + 2);
            if (marker != COM && marker != CRG) {
                out.write(in, at, end - at);
            }
            at = end;
        }
        while (at + 2 <= in.length && twoBytes(at) == SOT) {
            tilePart();
        }
        if (at + 2 > in.length || twoBytes(at) != EOC) {
            throw cut();
        }
        out.write(in, at, 2);
        return out.toByteArray();
    }

    private void tilePart() throws CodecException {
        long length = ((long) twoBytes(at + 6) << 16) | twoBytes(at + 8);
        int end = length == 0 ? endOfLastPart() : (int) Math.min(Integer.MAX_VALUE, at + length);
        if (length != 0 && (length < 14 || end > in.length)) {
            throw cut();
        }
        int header = at + 2 + segmentLength(at + 2);
        while (twoBytes(header) != SOD) {
            if (twoBytes(header) == COM) {
                throw new CodecException("compressed pixels with a comment inside a tile");
            }
            header += 2 + segmentLength(header + 2);
        }
        out.write(in, at, end - at);
        at = end;
    }

    /** A last part of length 0 reaches to the end marker. */
    private int endOfLastPart() throws CodecException {
        for (int i = in.length - 2; i > at; i--) {
            if (twoBytes(i) == EOC) {
                return i;
            }
        }
        throw cut();
    }

    private int segmentLength(int position) throws CodecException {
        int length = twoBytes(position);
        if (length < 2 || position + length > in.length) {
            throw cut();
        }
        return length;
    }

    private int twoBytes(int position) throws CodecException {
        if (position + 2 > in.length) {
            throw cut();
        }
        return ((in[position] & 0xff) << 8) | (in[position + 1] & 0xff);
    }

    private static CodecException cut() {
        return new CodecException("compressed pixels whose segments cannot be told apart");
    }
}
