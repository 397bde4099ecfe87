package org.cordscope.dicom.codec.frame;

/**
 * Bits of an entropy-coded segment, most significant first, up to the next marker. JPEG puts a zero byte after every 0xff
 * (T.81 F.1.2.3), JPEG-LS a zero bit (T.87 A.1); asking for more bits than there are is refused.
 */
public final class EntropyBits {
    private final String codestream;
    private final byte[] bytes;
    private final boolean zeroBitStuffing;
    private int position;
    private long buffer;
    private int count;
    private boolean afterFf;

    private EntropyBits(String codestream, byte[] bytes, int start, boolean zeroBitStuffing) {
        this.codestream = codestream;
        this.bytes = bytes;
        this.position = start;
        this.zeroBitStuffing = zeroBitStuffing;
    }

    public static EntropyBits ofJpeg(byte[] bytes, int start) {
        return new EntropyBits("JPEG", bytes, start, false);
    }

    public static EntropyBits ofJpegLs(byte[] bytes, int start) {
        return new EntropyBits("JPEG-LS", bytes, start, true);
    }

    private void fill() {
        while (count <= 48 && position < bytes.length) {
            int next = bytes[position] & 0xff;
            if (zeroBitStuffing) {
                if (next == 0xff && atMarker(0x80)) {
                    return;
                }
                int width = afterFf ? 7 : 8;
                buffer = buffer << width | next;
                count += width;
                afterFf = next == 0xff;
                position++;
            } else {
                if (next == 0xff && atMarker(0x01)) {
                    return;
                }
                buffer = buffer << 8 | next;
                count += 8;
                position += next == 0xff ? 2 : 1;
            }
        }
    }

    /** Whether the 0xff at the position begins a marker, whose second byte is at least {@code lowest}. */
    private boolean atMarker(int lowest) {
        return position + 1 >= bytes.length || (bytes[position + 1] & 0xff) >= lowest;
    }

    /** The next {@code width <= 32} bits without taking them, zeros beyond the end. */
    public int peek(int width) {
        if (count < width) {
            fill();
            if (count < width) {
                return (int) (buffer << (width - count) & (1L << width) - 1);
            }
        }
        return (int) (buffer >>> (count - width) & (1L << width) - 1);
    }

    public void skip(int width) throws CodecException {
        if (count < width) {
            fill();
            if (count < width) {
                throw damaged("its image data ends too early");
            }
        }
        count -= width;
    }

    public int read(int width) throws CodecException {
        int value = peek(width);
        skip(width);
        return value;
    }

    /** Number of zero bits before the next one bit, which is taken too; at most {@code limit} zeros. */
    public int readZeros(int limit) throws CodecException {
        int zeros = 0;
        while (zeros <= limit) {
            int run = Math.min(Integer.numberOfLeadingZeros(peek(32)), 32);
            if (run < 32) {
                skip(run + 1);
                zeros += run;
                if (zeros > limit) {
                    break;
                }
                return zeros;
            }
            skip(32);
            zeros += 32;
        }
        throw damaged("a code is too long");
    }

    /** A value of {@code width} magnitude bits, negative where its first bit is 0 (T.81 F.2.2.1 EXTEND). */
    public int readSigned(int width) throws CodecException {
        if (width == 0) {
            return 0;
        }
        int value = read(width);
        return value < 1 << (width - 1) ? value - (1 << width) + 1 : value;
    }

    /** Drops the rest of the segment, requires the given restart marker and begins after it. */
    public void restart(int marker) throws CodecException {
        fill();
        while (position + 1 < bytes.length && !(bytes[position] == -1 && atMarker(0x01))) {
            position++;
        }
        while (position + 1 < bytes.length && bytes[position + 1] == -1) {
            position++;
        }
        if (position + 1 >= bytes.length || (bytes[position + 1] & 0xff) != marker) {
            throw damaged("a restart marker is missing");
        }
        position += 2;
        buffer = 0;
        count = 0;
        afterFf = false;
    }

    /** Position of the first marker at or after the bits read so far. */
    public int nextMarkerPosition() {
        int at = position;
        int lowest = zeroBitStuffing ? 0x80 : 0x01;
        while (at + 1 < bytes.length && !(bytes[at] == -1 && (bytes[at + 1] & 0xff) >= lowest)) {
            at++;
        }
        return at;
    }

    public CodecException damaged(String what) {
        return new CodecException("the " + codestream + " codestream is damaged: " + what);
    }
}
