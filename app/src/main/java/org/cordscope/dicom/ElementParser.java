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
    private static final long OPEN_END = ElementCursor.OPEN_END;
    private static final int DEEPEST = 64;

    private final FileBytes in;
    private final ElementCursor at;
    private final boolean headerOnly;
    private final ElementCount count;
    private int depth;
    private int wideBits;
    private boolean ended;

    // where the pixel data begin, when only the header is read
    private @Nullable PixelSpan pixels;

    /**
     * Pixel data that were found but not read.
     *
     * @param length as declared, {@link ElementCursor#UNDEFINED} for fragments
     */
    record PixelSpan(int tag, int position, long length) {}

    ElementParser(FileBytes in, int position, TransferSyntax.Encoding encoding, boolean headerOnly) {
        this.in = in;
        this.at = new ElementCursor(in, position, encoding);
        this.headerOnly = headerOnly;
        this.count = new ElementCount(in);
    }

    int position() {
        return at.position;
    }

    @Nullable PixelSpan pixels() {
        return pixels;
    }

    /** Elements from the position on as long as they are of group 0002. */
    DataSet metaGroup() throws IOException {
        DataSet set = new DataSet(in, CharacterSet.DEFAULT);
        while (in.reach(at.position + 8L) && at.nextTag() >>> 16 == 2) {
            at.header(OPEN_END);
            value(set, OPEN_END);
        }
        set.elements().settle();
        return set;
    }

    /** Elements from the position to the end of the file, or in header mode to the pixel data. */
    DataSet dataSet() throws IOException {
        DataSet set = new DataSet(in, CharacterSet.DEFAULT);
        while (!ended && at.more(OPEN_END) && !at.onlyPaddingFollows()) {
            at.header(OPEN_END);
            if (ElementCursor.isDelimiter(at.tag)) {
                skipStray();
            } else if (headerOnly && ElementCursor.isPixelData(at.tag)) {
                pixels = new PixelSpan(at.tag, at.position, at.length);
                ended = true;
            } else if (at.tag == Tag.DATA_SET_TRAILING_PADDING && !at.fits(OPEN_END)) {
                ended = true;
            } else {
                value(set, OPEN_END);
            }
        }
        finish(set);
        return set;
    }

    private static void finish(DataSet set) {
        set.elements().settle();
        if (set.contains(Tag.SPECIFIC_CHARACTER_SET)) {
            set.source(CharacterSet.of(set.strings(Tag.SPECIFIC_CHARACTER_SET)));
        }
    }

    /** A delimiter too many does no harm, an item whose sequence got lost is left out; one without length is a riddle. */
    private void skipStray() throws IOException {
        boolean riddle = at.tag == Tag.ITEM ? at.length == 0 || at.length == ElementCursor.UNDEFINED : at.length != 0;
        if (riddle) {
            throw in.refuse("an item or delimiter stands where an element should");
        }
        at.checkLength(OPEN_END);
        at.position += (int) at.length;
    }

    /** The value of the element whose header was read last, up to {@code end} at most. */
    private void value(DataSet set, long end) throws IOException {
        count.element(set.elements().count());
        if (at.length == ElementCursor.UNDEFINED) {
            undefinedLength(set, end);
            return;
        }
        at.checkLength(end);
        int start = at.position;
        int length = (int) at.length;
        if (at.vr == Vr.UN && !Tag.isPrivate(at.tag)) {
            unknown(set, start, length);
        } else if (at.vr == Vr.SQ) {
            set.elements().append(at.tag, at.vr, start, length, items(set, start + length, false));
        } else {
            plain(set, start, length);
        }
        at.position = start + length;
    }

    /** UN of a standard element: what the dictionary says, in implicit little endian (PS3.5 section 6.2.2). */
    private void unknown(DataSet set, int start, int length) throws IOException {
        Vr vr = Dictionary.vr(at.tag, at.signedPixels);
        if (vr != Vr.SQ) {
            set.elements().append(at.tag, vr, start, length, null);
        } else if (length == 0 || (length >= 8 && BinaryNumbers.integer(in.array(), start) == 0xe000fffe)) {
            set.elements().append(at.tag, vr, start, length, implicitItems(set, start + length, false));
        } else {
            set.elements().append(at.tag, Vr.UN, start, length, null);
        }
    }

    private void plain(DataSet set, int start, int length) {
        int wordBytes = at.vr.wordBytes();
        if (at.bigEndian && wordBytes > 1) {
            boolean wide = at.tag == Tag.PIXEL_DATA && wideBits > 0;
            BinaryNumbers.swap(in.array(), start, length, wide ? wideBits / 8 : wordBytes);
        }
        set.elements().append(at.tag, at.vr, start, length, null);
        if (at.tag == Tag.PIXEL_REPRESENTATION) {
            at.signedPixels = set.integer(at.tag).orElse(0) == 1;
        } else if (at.tag == Tag.BITS_ALLOCATED) {
            int bits = set.integer(at.tag).orElse(0);
            wideBits = bits == 32 || bits == 64 ? bits : 0;
        } else if (at.tag == Tag.NUMBER_OF_FRAMES && depth == 0) {
            count.allowFor(set.integer(at.tag).orElse(0));
        } else if (at.tag == Tag.SPECIFIC_CHARACTER_SET) {
            set.source(CharacterSet.of(set.strings(at.tag)));
        }
    }

    /** A sequence, or fragments, up to a delimiter. */
    private void undefinedLength(DataSet set, long end) throws IOException {
        int tag = at.tag;
        Vr vr = at.vr;
        int start = at.position;
        if (((vr == Vr.OB || vr == Vr.OW) && at.explicit) || ElementCursor.isPixelData(tag)) {
            set.elements().append(tag, vr, start, 0, fragments(end));
        } else if (vr == Vr.UN) {
            set.elements().append(tag, Vr.SQ, start, 0, implicitItems(set, end, true));
        } else if (vr == Vr.SQ || (in.reach(start + 8L) && ElementCursor.isDelimiter(at.nextTag()))) {
            set.elements().append(tag, Vr.SQ, start, 0, items(set, end, true));
        } else {
            throw in.refuse(Tag.display(tag) + " has an undefined length but holds no items");
        }
    }

    /** Items of an element of VR UN, which are implicit little endian but for some writers' error. */
    private List<DataSet> implicitItems(DataSet owner, long end, boolean delimited) throws IOException {
        boolean heldExplicit = at.explicit;
        boolean heldBigEndian = at.bigEndian;
        at.explicit = at.explicit
                && in.reach(at.position + 14L)
                && Vr.of(in.array()[at.position + 12], in.array()[at.position + 13]) != null;
        at.bigEndian = false;
        List<DataSet> items = items(owner, end, delimited);
        at.explicit = heldExplicit;
        at.bigEndian = heldBigEndian;
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
        boolean heldSigned = at.signedPixels;
        int heldBits = wideBits;
        List<DataSet> items = new ArrayList<>(1);
        while (at.more(end)) {
            int next = at.nextTag();
            if (next != Tag.ITEM && next != Tag.SEQUENCE_DELIMITATION) {
                if (delimited) {
                    break;
                }
                throw in.refuse("a sequence of defined length holds something other than items");
            }
            at.header(end);
            if (next == Tag.ITEM) {
                items.add(item(owner, end));
            } else if (delimited) {
                break;
            }
        }
        depth--;
        at.signedPixels = heldSigned;
        wideBits = heldBits;
        return items;
    }

    private DataSet item(DataSet owner, long outerEnd) throws IOException {
        count.item();
        boolean delimited = at.length == ElementCursor.UNDEFINED;
        if (!delimited) {
            at.checkLength(outerEnd);
        }
        long end = delimited ? outerEnd : at.position + at.length;
        DataSet item = new DataSet(in, owner.source());
        boolean heldExplicit = at.explicit;
        at.explicit = at.explicit || at.isExplicitAfterAll(end);
        elements(item, end, delimited);
        at.explicit = heldExplicit;
        finish(item);
        if (item.elements().count() == 0) {
            count.emptyItem();
        }
        return item;
    }

    private void elements(DataSet item, long end, boolean delimited) throws IOException {
        while (at.more(end)) {
            int start = at.position;
            at.header(end);
            if (at.tag == Tag.ITEM_DELIMITATION) {
                if (delimited) {
                    return;
                }
            } else if (ElementCursor.isDelimiter(at.tag)) {
                at.position = start; // the item's own delimiter is missing
                return;
            } else {
                value(item, end);
            }
        }
    }

    private Fragments fragments(long end) throws IOException {
        Fragments fragments = new Fragments(in);
        while (at.more(end)) {
            int next = at.nextTag();
            if (next != Tag.ITEM && next != Tag.SEQUENCE_DELIMITATION) {
                return fragments; // the delimiter is missing
            }
            at.header(end);
            if (next == Tag.SEQUENCE_DELIMITATION) {
                return fragments;
            }
            at.checkLength(end);
            fragments.add(at.position, (int) at.length);
            at.position += (int) at.length;
        }
        return fragments;
    }
}
