package org.cordscope.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.cordscope.dicom.TransferSyntax.Encoding;
import org.jspecify.annotations.Nullable;

/** Writes elements one after the other (PS3.5 section 7). Group lengths and trailing padding, both retired, are left out. */
final class ElementWriter {
    private static final int LONGEST_SHORT_VALUE = 0xfffe;
    private static final int ROOM_FOR_ITEM = 256;

    /** How the ends of sequences and items are marked; both are as good, and readers have to know both. */
    enum Ends {
        LENGTHS,
        DELIMITERS
    }

    private final OutputStream out;
    private final Encoding encoding;
    private final Ends ends;
    private final CharacterSet characterSet;
    private final boolean top;

    ElementWriter(OutputStream out, Encoding encoding, Ends ends, CharacterSet characterSet) {
        this(out, encoding, ends, characterSet, true);
    }

    private ElementWriter(OutputStream out, Encoding encoding, Ends ends, CharacterSet characterSet, boolean top) {
        this.out = out;
        this.encoding = encoding;
        this.ends = ends;
        this.characterSet = characterSet;
        this.top = top;
    }

    void write(DataSet set) throws IOException {
        boolean declared = !top || characterSet.terms().isEmpty();
        for (int tag : set.tags()) {
            if (!declared && Integer.compareUnsigned(tag, Tag.SPECIFIC_CHARACTER_SET) >= 0) {
                text(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, String.join("\\", characterSet.terms()));
                declared = true;
            }
            if (tag != Tag.SPECIFIC_CHARACTER_SET && (tag & 0xffff) != 0 && tag != Tag.DATA_SET_TRAILING_PADDING) {
                element(set, tag);
            }
        }
    }

    private void element(DataSet set, int tag) throws IOException {
        Vr vr = set.vr(tag);
        Object value = set.object(tag);
        if (value instanceof Fragments fragments) {
            fragments(tag, fragments);
        } else if (vr == Vr.SQ) {
            sequence(tag, set.items(tag));
        } else if (vr.isLocalText() && mustRecode(set, value)) {
            text(tag, vr, String.valueOf(set.text(tag)));
        } else {
            plain(tag, vr, set.buffer(tag), wordBytes(set, tag, vr));
        }
    }

    private boolean mustRecode(DataSet set, @Nullable Object value) {
        return value instanceof String || !set.source().terms().equals(characterSet.terms());
    }

    private void text(int tag, Vr vr, String text) throws IOException {
        byte[] bytes = characterSet.encode(text);
        if (bytes == null) {
            throw new IllegalStateException("text that does not fit the character set chosen for it");
        }
        plain(tag, vr, ByteBuffer.wrap(bytes), 1);
    }

    /** Pixels of 32 and 64 bits are words of that size, though their representation OW says 16. */
    private static int wordBytes(DataSet set, int tag, Vr vr) {
        int bits = tag == Tag.PIXEL_DATA ? set.integer(Tag.BITS_ALLOCATED).orElse(0) : 0;
        return bits == 32 || bits == 64 ? bits / 8 : vr.wordBytes();
    }

    private void plain(int tag, Vr vr, ByteBuffer value, int wordBytes) throws IOException {
        int length = value.remaining();
        boolean odd = length % 2 != 0;
        header(tag, vr, length + (odd ? 1L : 0L));
        if (encoding.bigEndian && wordBytes > 1) {
            byte[] turned = new byte[length];
            value.get(turned);
            BinaryNumbers.swap(turned, 0, length, wordBytes);
            out.write(turned);
        } else {
            copy(value);
        }
        if (odd) {
            out.write(vr.padding());
        }
    }

    private void copy(ByteBuffer value) throws IOException {
        if (out instanceof Output memory) {
            memory.write(value);
            return;
        }
        byte[] chunk = new byte[Math.min(value.remaining(), 1 << 16)];
        while (value.hasRemaining()) {
            int n = Math.min(chunk.length, value.remaining());
            value.get(chunk, 0, n);
            out.write(chunk, 0, n);
        }
    }

    /** @param length in bytes, {@link ElementCursor.UNDEFINED} where a delimiter follows */
    private void header(int tag, Vr vr, long length) throws IOException {
        putTag(tag);
        if (!encoding.explicit || tag >>> 16 == 0xfffe) {
            putInt((int) length);
            return;
        }
        boolean tooLong = !vr.hasLongLength() && length > LONGEST_SHORT_VALUE;
        Vr written = tooLong ? Vr.UN : vr; // PS3.5 section 6.2.2, note 2
        out.write(written.name().charAt(0));
        out.write(written.name().charAt(1));
        if (written.hasLongLength()) {
            putShort(0);
            putInt((int) length);
        } else {
            putShort((int) length);
        }
    }

    private void sequence(int tag, List<DataSet> items) throws IOException {
        if (ends == Ends.DELIMITERS) {
            header(tag, Vr.SQ, ElementCursor.UNDEFINED);
            items(out, items);
            header(Tag.SEQUENCE_DELIMITATION, Vr.UN, 0);
            return;
        }
        Output buffer = new Output(ROOM_FOR_ITEM);
        items(buffer, items);
        header(tag, Vr.SQ, buffer.size());
        buffer.writeTo(out);
    }

    private void items(OutputStream target, List<DataSet> items) throws IOException {
        ElementWriter outer = new ElementWriter(target, encoding, ends, characterSet, false);
        for (DataSet item : items) {
            if (ends == Ends.DELIMITERS) {
                outer.header(Tag.ITEM, Vr.UN, ElementCursor.UNDEFINED);
                outer.write(item);
                outer.header(Tag.ITEM_DELIMITATION, Vr.UN, 0);
            } else {
                Output buffer = new Output(ROOM_FOR_ITEM);
                new ElementWriter(buffer, encoding, ends, characterSet, false).write(item);
                outer.header(Tag.ITEM, Vr.UN, buffer.size());
                buffer.writeTo(target);
            }
        }
    }

    private void fragments(int tag, Fragments fragments) throws IOException {
        header(tag, Vr.OB, ElementCursor.UNDEFINED);
        for (int i = 0; i < fragments.itemCount(); i++) {
            plain(Tag.ITEM, Vr.UN, fragments.item(i), 1);
        }
        header(Tag.SEQUENCE_DELIMITATION, Vr.UN, 0);
    }

    private void putTag(int tag) throws IOException {
        putShort(tag >>> 16);
        putShort(tag & 0xffff);
    }

    private void putShort(int value) throws IOException {
        out.write(encoding.bigEndian ? value >>> 8 : value);
        out.write(encoding.bigEndian ? value : value >>> 8);
    }

    private void putInt(int value) throws IOException {
        putShort(encoding.bigEndian ? value >>> 16 : value & 0xffff);
        putShort(encoding.bigEndian ? value & 0xffff : value >>> 16);
    }
}
