package org.cordscope.dicom.codec.frame;

/** Walks the marker segments that JPEG, JPEG-LS and JPEG 2000 share; reads beyond a segment are refused. */
public final class MarkerReader {
    private final String codestream;
    private final byte[] bytes;
    private int position;
    private int segmentEnd;

    public MarkerReader(String codestream, byte[] bytes, int start) {
        this.codestream = codestream;
        this.bytes = bytes;
        this.position = start;
        this.segmentEnd = bytes.length;
    }

    /** Second byte of the next marker; fill bytes before it are passed over. */
    public int nextMarker() throws CodecException {
        segmentEnd = bytes.length;
        if (u8() != 0xff) {
            throw damaged("a marker is missing");
        }
        int marker = u8();
        while (marker == 0xff) {
            marker = u8();
        }
        return marker;
    }

    /** Enters the segment of the marker just read. */
    public void openSegment() throws CodecException {
        int length = u16();
        if (length < 2 || length - 2 > bytes.length - position) {
            throw damaged("a segment leaves the codestream");
        }
        segmentEnd = position + length - 2;
    }

    /** Leaves the segment, whatever was read of it. */
    public void closeSegment() {
        position = segmentEnd;
        segmentEnd = bytes.length;
    }

    public int remaining() {
        return segmentEnd - position;
    }

    public int position() {
        return position;
    }

    public void moveTo(int newPosition) {
        position = newPosition;
        segmentEnd = bytes.length;
    }

    public int u8() throws CodecException {
        if (position >= segmentEnd) {
            throw damaged("it ends too early");
        }
        return bytes[position++] & 0xff;
    }

    public int u16() throws CodecException {
        return u8() << 8 | u8();
    }

    /** Four bytes as a number; those beyond 31 bits are refused. */
    public int u31() throws CodecException {
        int value = u16() << 16 | u16();
        if (value < 0) {
            throw damaged("a number is too large");
        }
        return value;
    }

    public CodecException damaged(String what) {
        return new CodecException("the " + codestream + " codestream is damaged: " + what);
    }

    public CodecException unsupported(String what) {
        return new CodecException("the " + codestream + " codestream uses " + what + ", which Cordscope does not read");
    }
}
