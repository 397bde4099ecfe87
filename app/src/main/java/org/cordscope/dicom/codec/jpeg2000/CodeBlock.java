package org.cordscope.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;

/** A code-block of a subband with the codeword segments that packets brought for it. */
final class CodeBlock {
    private static final int MAX_PASSES = 164;

    /** Passes that are decoded as one, and their bytes. */
    static final class Segment {
        private final int maxPasses;
        private int passes;
        private byte[] bytes = {};

        Segment(int maxPasses) {
            this.maxPasses = maxPasses;
        }

        int passes() {
            return passes;
        }

        byte[] bytes() {
            return bytes;
        }

        void append(byte[] from, int start, int length) {
            int old = bytes.length;
            bytes = Arrays.copyOf(bytes, old + length);
            System.arraycopy(from, start, bytes, old, length);
        }
    }

    /** A share of a segment that one packet brings. */
    record Share(Segment segment, int bytes) {}

    private final Region region;
    private final List<Segment> segments = new ArrayList<>();
    private int passes;
    private int zeroPlanes;
    private int lengthBits = 3;

    CodeBlock(Region region) {
        this.region = region;
    }

    Region region() {
        return region;
    }

    List<Segment> segments() {
        return segments;
    }

    boolean included() {
        return passes > 0;
    }

    int zeroPlanes() {
        return zeroPlanes;
    }

    void setZeroPlanes(int planes) {
        zeroPlanes = planes;
    }

    /** Reads number of passes and lengths of what a packet brings (B.10.6, B.10.7). */
    List<Share> readShares(PacketBits bits, CodingStyle style) throws CodecException {
        int coming = readPasses(bits);
        while (bits.read() == 1) {
            lengthBits++;
        }
        if (passes + coming > MAX_PASSES || lengthBits > 26) {
            throw new CodecException("the JPEG 2000 codestream is damaged: a code-block is out of range");
        }
        List<Share> shares = new ArrayList<>();
        while (coming > 0) {
            Segment segment = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            if (segment == null || segment.passes == segment.maxPasses) {
                segment = new Segment(style.passesInSegment(passes));
                segments.add(segment);
            }
            int taken = Math.min(coming, segment.maxPasses - segment.passes);
            int width = lengthBits + 31 - Integer.numberOfLeadingZeros(taken);
            int length = bits.read(width);
            if (length < 0) {
                throw new CodecException("the JPEG 2000 codestream is damaged: a code-block is out of range");
            }
            shares.add(new Share(segment, length));
            segment.passes += taken;
            passes += taken;
            coming -= taken;
        }
        return shares;
    }

    /** Table B.4. */
    private static int readPasses(PacketBits bits) throws CodecException {
        if (bits.read() == 0) {
            return 1;
        }
        if (bits.read() == 0) {
            return 2;
        }
        int few = bits.read(2);
        if (few < 3) {
            return 3 + few;
        }
        int more = bits.read(5);
        return more < 31 ? 6 + more : 37 + bits.read(7);
    }
}
