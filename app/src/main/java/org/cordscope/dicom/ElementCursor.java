package org.cordscope.dicom;

import java.io.IOException;

/**
 * Moves along bytes from one element header to the next (PS3.5 section 7.1): where it stands, in which encoding, and what the
 * header it read last says.
 */
final class ElementCursor {
    static final long UNDEFINED = 0xffffffffL;

    /** The end of what reaches to the end of the file. */
    static final long OPEN_END = Long.MAX_VALUE;

    /** Zeros that are believed to fill a block. */
    private static final int MOST_PADDING = 16 << 20;

    final FileBytes in;
    boolean explicit;
    boolean bigEndian;
    int position;

    /** Pixel Representation so far: it decides between US and SS where the file does not say. */
    boolean signedPixels;

    int tag;
    Vr vr = Vr.UN;
    long length;

    ElementCursor(FileBytes in, int position, TransferSyntax.Encoding encoding) {
        this.in = in;
        this.position = position;
        this.explicit = encoding.explicit;
        this.bigEndian = encoding.bigEndian;
    }

    /** True where another element header fits before {@code end}; fewer bytes than that are padding or a cut. */
    boolean more(long end) throws IOException {
        if (position >= end || (end == OPEN_END && !in.reach(position + 1L))) {
            return false;
        }
        if (end - position >= 8 && in.reach(position + 8L)) {
            return true;
        }
        for (int i = position; i < end && in.reach(i + 1L); i++) {
            if (in.array()[i] != 0 && in.array()[i] != ' ' && in.array()[i] != -1) {
                throw in.refuse("cut short inside an element header");
            }
        }
        return false;
    }

    /** Zeros up to the end of the file, which some writers add to fill a block. */
    boolean onlyPaddingFollows() throws IOException {
        if (BinaryNumbers.longInteger(in.array(), position) != 0) {
            return false;
        }
        if (in.sizeBound() < OPEN_END && in.sizeBound() - position > MOST_PADDING) {
            throw tooMuchPadding();
        }
        for (long i = position; in.reach(i + 1); i++) {
            if (in.array()[(int) i] != 0) {
                throw in.refuse("bytes after the data set that are not DICOM");
            }
            if (i - position >= MOST_PADDING) {
                throw tooMuchPadding();
            }
        }
        return true;
    }

    private DicomFormatException tooMuchPadding() {
        return in.refuse("more than " + (MOST_PADDING >> 20) + " MB that begin with zeros after the data set");
    }

    /** Tag of the element that comes next; eight bytes must be there. */
    int nextTag() {
        return readTag(position);
    }

    /** Reads tag, VR and length, and moves to the value; eight bytes must be there. */
    void header(long end) throws IOException {
        byte[] array = in.array();
        tag = readTag(position);
        if (!explicit || isDelimiter(tag)) {
            length = unsignedInt(position + 4);
            vr = isDelimiter(tag) ? Vr.UN : Dictionary.vr(tag, signedPixels);
            position += 8;
            return;
        }
        Vr named = Vr.of(array[position + 4], array[position + 5]);
        if (named == null) {
            oddHeader(end);
        } else if (named.hasLongLength()) {
            if (end - position < 12 || !in.reach(position + 12L)) {
                throw in.refuse("cut short inside an element header");
            }
            vr = named;
            length = unsignedInt(position + 8);
            position += 12;
        } else {
            vr = named;
            length = unsignedShort(position + 6);
            position += 8;
        }
    }

    /** A VR that PS3.5 does not know: of the three layouts it may have, the first after which an element follows. */
    private void oddHeader(long end) throws IOException {
        byte[] array = in.array();
        vr = Dictionary.vr(tag, signedPixels);
        boolean letters = isLetter(array[position + 4]) && isLetter(array[position + 5]);
        long implicit = unsignedInt(position + 4);
        int shortLength = unsignedShort(position + 6);
        if (letters && shortLength == 0 && in.reach(position + 12L)) {
            long longLength = unsignedInt(position + 8);
            if (longLength <= in.sizeBound() && follows(position + 12 + longLength, end)) {
                length = longLength;
                position += 12;
                return;
            }
        }
        boolean asImplicit = !letters && (implicit == UNDEFINED || follows(position + 8 + implicit, end));
        length = asImplicit ? implicit : shortLength;
        position += 8;
    }

    /** True where the bytes end, or an element of a higher tag begins. */
    private boolean follows(long at, long end) throws IOException {
        if (at == end || at == in.sizeBound()) {
            return true;
        }
        if (at > end || at > Integer.MAX_VALUE - 8 || !in.reach(at + 8)) {
            return false;
        }
        int next = readTag((int) at);
        return Integer.compareUnsigned(next, tag) > 0 && (next >>> 16) - (tag >>> 16) < 0x4000;
    }

    /** Some writers put explicit items into implicit files: what would be a length beyond the end is a VR then. */
    boolean isExplicitAfterAll(long end) throws IOException {
        return in.reach(position + 8L)
                && Vr.of(in.array()[position + 4], in.array()[position + 5]) != null
                && unsignedInt(position + 4) > Math.min(end, in.sizeBound()) - position;
    }

    /** Refuses, before anything is allocated, a value that does not end where {@code end} and the file allow. */
    void checkLength(long end) throws IOException {
        if (!fits(end)) {
            long remaining = (end == OPEN_END ? in.size() : end) - position;
            String what = isPixelData(tag) ? "pixel data claim " : Tag.display(tag) + " claims ";
            throw in.refuse("cut short: " + what + length + " bytes where " + remaining + " remain");
        }
    }

    boolean fits(long end) throws IOException {
        return length <= end - position && in.reach(position + length);
    }

    private int readTag(int at) {
        return unsignedShort(at) << 16 | unsignedShort(at + 2);
    }

    private int unsignedShort(int at) {
        int value = BinaryNumbers.unsignedShort(in.array(), at);
        return bigEndian ? Short.reverseBytes((short) value) & 0xffff : value;
    }

    private long unsignedInt(int at) {
        int value = BinaryNumbers.integer(in.array(), at);
        return (bigEndian ? Integer.reverseBytes(value) : value) & 0xffffffffL;
    }

    static boolean isDelimiter(int tag) {
        return tag == Tag.ITEM || tag == Tag.ITEM_DELIMITATION || tag == Tag.SEQUENCE_DELIMITATION;
    }

    static boolean isPixelData(int tag) {
        return tag == Tag.PIXEL_DATA || tag == Tag.FLOAT_PIXEL_DATA || tag == Tag.DOUBLE_FLOAT_PIXEL_DATA;
    }

    private static boolean isLetter(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
