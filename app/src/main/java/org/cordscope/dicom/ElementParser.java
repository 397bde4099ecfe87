package org.cordscope.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads elements from bytes (PS3.5 section 7) in one pass. Tolerant of what files in the wild get wrong and can still be
 * read one way only; strict where a length claims bytes that are not there, which is refused before anything is allocated.
 */
final class ElementParser {
    static final long UNDEFINED = 0xffffffffL;

    private static final int DEEPEST = 64;
    private static final int MOST_ITEMS = 4_000_000;
    private static final long OPEN_END = Long.MAX_VALUE;

    private final FileBytes in;
    private final boolean headerOnly;
    private boolean explicit;
    private boolean bigEndian;
    private int position;
    private int itemCount;
    private int depth;
    private boolean signedPixels;
    private int bitsAllocated;

    // the element whose header was read last
    private int tag;
    private Vr vr = Vr.UN;
    private long length;

    // where the pixel data begin, when only the header is read
    private @Nullable PixelSpan pixels;

    /**
     * Pixel data that were found but not read.
     *
     * @param length as declared, {@link #UNDEFINED} for fragments
     */
    record PixelSpan(int tag, int position, long length) {}

    ElementParser(FileBytes in, int position, TransferSyntax.Encoding encoding, boolean headerOnly) {
        this.in = in;
        this.position = position;
        this.explicit = encoding.explicit;
        this.bigEndian = encoding.bigEndian;
        this.headerOnly = headerOnly;
    }

    int position() {
        return position;
    }

    @Nullable PixelSpan pixels() {
        return pixels;
    }

    /** Elements from the position on as long as they are of group 0002. */
    DataSet metaGroup() throws IOException {
        DataSet set = new DataSet(in, CharacterSet.DEFAULT);
        while (in.reach(position + 8L) && BinaryNumbers.unsignedShort(in.array(), position) == 2) {
            header(OPEN_END);
            value(set, OPEN_END);
        }
        set.elements().settle();
        return set;
    }

    /** Elements from the position to the end of the file, or in header mode to the pixel data. */
    DataSet dataSet() throws IOException {
        DataSet set = new DataSet(in, CharacterSet.DEFAULT);
        while (pixels == null && more(OPEN_END) && !onlyPaddingFollows()) {
            header(OPEN_END);
            if (isDelimiter(tag)) {
                skipStray();
            } else if (headerOnly && isPixelData(tag)) {
                pixels = new PixelSpan(tag, position, length);
            } else {
                value(set, OPEN_END);
            }
        }
        finish(set);
        return set;
    }

    private void finish(DataSet set) {
        set.elements().settle();
        if (set.contains(Tag.SPECIFIC_CHARACTER_SET)) {
            set.source(CharacterSet.of(set.strings(Tag.SPECIFIC_CHARACTER_SET)));
        }
    }

    /** A delimiter too many does no harm, an item whose sequence got lost is left out; one without length is a riddle. */
    private void skipStray() throws IOException {
        boolean riddle = tag == Tag.ITEM ? length == 0 || length == UNDEFINED : length != 0;
        if (riddle) {
            throw in.refuse("an item or delimiter stands where an element should");
        }
        if (!in.reach(position + length)) {
            throw cutShort(OPEN_END);
        }
        position += (int) length;
    }

    /** True where another element header fits before {@code end}; fewer bytes than that are padding or a cut. */
    private boolean more(long end) throws IOException {
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
    private boolean onlyPaddingFollows() throws IOException {
        if (BinaryNumbers.longInteger(in.array(), position) != 0) {
            return false;
        }
        for (long i = position; in.reach(i + 1); i++) {
            if (in.array()[(int) i] != 0) {
                throw in.refuse("bytes after the data set that are not DICOM");
            }
        }
        return true;
    }

    /** Reads tag, VR and length, and moves to the value. */
    private void header(long end) throws IOException {
        byte[] array = in.array();
        tag = readTag(array, position);
        if (!explicit || isDelimiter(tag)) {
            length = unsignedInt(array, position + 4);
            vr = isDelimiter(tag) ? Vr.UN : Dictionary.vr(tag, signedPixels);
            position += 8;
            return;
        }
        Vr named = Vr.of(array[position + 4], array[position + 5]);
        if (named == null) {
            oddHeader(end);
        } else if (named.hasLongLength()) {
            need(12, end);
            vr = named;
            length = unsignedInt(in.array(), position + 8);
            position += 12;
        } else {
            vr = named;
            length = unsignedShort(array, position + 6);
            position += 8;
        }
    }

    /** A VR that PS3.5 does not know: of the three layouts it may have, the first after which an element follows. */
    private void oddHeader(long end) throws IOException {
        byte[] array = in.array();
        vr = Dictionary.vr(tag, signedPixels);
        boolean letters = isLetter(array[position + 4]) && isLetter(array[position + 5]);
        long implicit = unsignedInt(array, position + 4);
        int shortLength = unsignedShort(array, position + 6);
        if (letters && shortLength == 0 && in.reach(position + 12L)) {
            long longLength = unsignedInt(in.array(), position + 8);
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
        int next = readTag(in.array(), (int) at);
        return Integer.compareUnsigned(next, tag) > 0 && (next >>> 16) - (tag >>> 16) < 0x4000;
    }

    private void value(DataSet set, long end) throws IOException {
        if (length == UNDEFINED) {
            undefinedLength(set, end);
            return;
        }
        if (length > end - position || !in.reach(position + length)) {
            if (tag == Tag.DATA_SET_TRAILING_PADDING) {
                position = (int) in.sizeBound();
                return;
            }
            throw cutShort(end);
        }
        int start = position;
        if (vr == Vr.UN && !Tag.isPrivate(tag)) {
            vr = Dictionary.vr(tag, signedPixels);
            if (vr == Vr.SQ && length >= 8 && BinaryNumbers.integer(in.array(), start) != 0xe000fffe) {
                vr = Vr.UN;
            }
            set.elements()
                    .append(
                            tag,
                            vr,
                            start,
                            (int) length,
                            vr == Vr.SQ ? implicitItems(set, start + length, false) : null);
        } else if (vr == Vr.SQ) {
            set.elements().append(tag, vr, start, (int) length, items(set, start + length, false));
            return;
        } else {
            plain(set, start);
        }
        position = start + set.elements().length(set.elements().count() - 1);
    }

    private void plain(DataSet set, int start) {
        int wordBytes = vr.wordBytes();
        if (bigEndian && wordBytes > 1) {
            boolean wide = tag == Tag.PIXEL_DATA && bitsAllocated > 16;
            BinaryNumbers.swap(in.array(), start, (int) length, wide ? bitsAllocated / 8 : wordBytes);
        }
        set.elements().append(tag, vr, start, (int) length, null);
        if (tag == Tag.PIXEL_REPRESENTATION) {
            signedPixels = set.integer(tag).orElse(0) == 1;
        } else if (tag == Tag.BITS_ALLOCATED) {
            int bits = set.integer(tag).orElse(0);
            bitsAllocated = bits == 32 || bits == 64 ? bits : 0;
        } else if (tag == Tag.SPECIFIC_CHARACTER_SET) {
            set.source(CharacterSet.of(set.strings(tag)));
        }
    }

    /** A sequence, or fragments, up to a delimiter. */
    private void undefinedLength(DataSet set, long end) throws IOException {
        int heldTag = tag;
        int start = position;
        if ((vr == Vr.OB || vr == Vr.OW) && explicit || isPixelData(tag)) {
            set.elements().append(heldTag, vr, start, 0, fragments());
        } else if (vr == Vr.UN) {
            set.elements().append(heldTag, Vr.SQ, start, 0, implicitItems(set, end, true));
        } else if (vr == Vr.SQ || beginsWithItem()) {
            set.elements().append(heldTag, Vr.SQ, start, 0, items(set, end, true));
        } else {
            throw in.refuse(Tag.display(tag) + " has an undefined length but holds no items");
        }
    }

    private boolean beginsWithItem() throws IOException {
        return in.reach(position + 8L) && isDelimiter(readTag(in.array(), position));
    }

    /** Items of an element of VR UN, which are implicit little endian (PS3.5 section 6.2.2) but for some writers' error. */
    private List<DataSet> implicitItems(DataSet owner, long end, boolean delimited) throws IOException {
        boolean heldExplicit = explicit;
        boolean heldBigEndian = bigEndian;
        explicit = explicit
                && in.reach(position + 14L)
                && Vr.of(in.array()[position + 12], in.array()[position + 13]) != null;
        bigEndian = false;
        List<DataSet> items = items(owner, end, delimited);
        explicit = heldExplicit;
        bigEndian = heldBigEndian;
        return items;
    }

    /**
     * Items of a sequence.
     *
     * @param end where the sequence ends, or if {@code delimited} where what holds it ends
     * @param delimited true where a delimiter ends the sequence; a missing one is supplied where something else follows
     */
    private List<DataSet> items(DataSet owner, long end, boolean delimited) throws IOException {
        if (++depth > DEEPEST) {
            throw in.refuse("sequences nested more than " + DEEPEST + " deep");
        }
        boolean heldSigned = signedPixels;
        int heldBits = bitsAllocated;
        List<DataSet> items = new ArrayList<>(1);
        while (more(end)) {
            int next = readTag(in.array(), position);
            if (next != Tag.ITEM && next != Tag.SEQUENCE_DELIMITATION) {
                if (delimited) {
                    break;
                }
                throw in.refuse("a sequence of defined length holds something other than items");
            }
            header(end);
            if (next == Tag.ITEM) {
                items.add(item(owner, end));
            } else if (delimited) {
                break;
            }
        }
        depth--;
        signedPixels = heldSigned;
        bitsAllocated = heldBits;
        return items;
    }

    private DataSet item(DataSet owner, long outerEnd) throws IOException {
        if (++itemCount > MOST_ITEMS) {
            throw in.refuse("more than " + MOST_ITEMS + " items in sequences");
        }
        if (length != UNDEFINED && (length > outerEnd - position || !in.reach(position + length))) {
            throw cutShort(outerEnd);
        }
        boolean delimited = length == UNDEFINED;
        long end = delimited ? outerEnd : position + length;
        DataSet item = new DataSet(in, owner.source());
        boolean heldExplicit = explicit;
        explicit = explicit || isExplicitAfterAll(end);
        while (more(end)) {
            int start = position;
            header(end);
            if (tag == Tag.ITEM_DELIMITATION) {
                if (delimited) {
                    break;
                }
            } else if (isDelimiter(tag)) {
                position = start; // the item's own delimiter is missing
                break;
            } else {
                value(item, end);
            }
        }
        explicit = heldExplicit;
        finish(item);
        return item;
    }

    /** Some writers put explicit items into implicit files: what would be a length beyond the end is a VR then. */
    private boolean isExplicitAfterAll(long end) throws IOException {
        return in.reach(position + 8L)
                && Vr.of(in.array()[position + 4], in.array()[position + 5]) != null
                && unsignedInt(in.array(), position + 4) > Math.min(end, in.sizeBound()) - position;
    }

    private Fragments fragments() throws IOException {
        Fragments fragments = new Fragments(in);
        while (in.reach(position + 8L)) {
            int next = readTag(in.array(), position);
            if (next != Tag.ITEM && next != Tag.SEQUENCE_DELIMITATION) {
                break; // the delimiter is missing
            }
            header(OPEN_END);
            if (next == Tag.SEQUENCE_DELIMITATION) {
                return fragments;
            }
            if (!in.reach(position + length)) {
                throw cutShort(OPEN_END);
            }
            fragments.add(position, (int) length);
            position += (int) length;
        }
        return fragments;
    }

    private DicomFormatException cutShort(long end) throws IOException {
        long remaining = (end == OPEN_END ? in.size() : end) - position;
        String what = isPixelData(tag) ? "pixel data claim " : Tag.display(tag) + " claims ";
        return in.refuse("cut short: " + what + length + " bytes where " + remaining + " remain");
    }

    private void need(int bytes, long end) throws IOException {
        if (end - position < bytes || !in.reach(position + (long) bytes)) {
            throw in.refuse("cut short inside an element header");
        }
    }

    private int readTag(byte[] array, int at) {
        return unsignedShort(array, at) << 16 | unsignedShort(array, at + 2);
    }

    private int unsignedShort(byte[] array, int at) {
        int value = BinaryNumbers.unsignedShort(array, at);
        return bigEndian ? Short.reverseBytes((short) value) & 0xffff : value;
    }

    private long unsignedInt(byte[] array, int at) {
        int value = BinaryNumbers.integer(array, at);
        return (bigEndian ? Integer.reverseBytes(value) : value) & 0xffffffffL;
    }

    private static boolean isDelimiter(int tag) {
        return tag == Tag.ITEM || tag == Tag.ITEM_DELIMITATION || tag == Tag.SEQUENCE_DELIMITATION;
    }

    static boolean isPixelData(int tag) {
        return tag == Tag.PIXEL_DATA || tag == Tag.FLOAT_PIXEL_DATA || tag == Tag.DOUBLE_FLOAT_PIXEL_DATA;
    }

    private static boolean isLetter(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
