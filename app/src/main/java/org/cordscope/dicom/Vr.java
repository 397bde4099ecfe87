package org.cordscope.dicom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Value representations of PS3.5 section 6.2. */
@SuppressWarnings("EnumOrdinal") // indices stand in arrays, never in files
public enum Vr {
    AE(Content.TEXT, 1),
    AS(Content.TEXT, 1),
    AT(Content.NUMBER, 2),
    CS(Content.TEXT, 1),
    DA(Content.TEXT, 1),
    DS(Content.TEXT, 1),
    DT(Content.TEXT, 1),
    FL(Content.NUMBER, 4),
    FD(Content.NUMBER, 8),
    IS(Content.TEXT, 1),
    LO(Content.LOCAL_TEXT, 1),
    LT(Content.LOCAL_TEXT, 1),
    OB(Content.BYTES, 1),
    OD(Content.BYTES, 8),
    OF(Content.BYTES, 4),
    OL(Content.BYTES, 4),
    OV(Content.BYTES, 8),
    OW(Content.BYTES, 2),
    PN(Content.LOCAL_TEXT, 1),
    SH(Content.LOCAL_TEXT, 1),
    SL(Content.NUMBER, 4),
    SQ(Content.ITEMS, 1),
    SS(Content.NUMBER, 2),
    ST(Content.LOCAL_TEXT, 1),
    SV(Content.NUMBER, 8),
    TM(Content.TEXT, 1),
    UC(Content.LOCAL_TEXT, 1),
    UI(Content.TEXT, 1),
    UL(Content.NUMBER, 4),
    UN(Content.BYTES, 1),
    UR(Content.TEXT, 1),
    US(Content.NUMBER, 2),
    UT(Content.LOCAL_TEXT, 1),
    UV(Content.NUMBER, 8);

    /** What a value is made of. */
    private enum Content {
        /** Characters of the default repertoire. */
        TEXT,
        /** Characters of the data set's Specific Character Set. */
        LOCAL_TEXT,
        NUMBER,
        BYTES,
        ITEMS
    }

    private static final Vr[] ALL = values();
    private static final byte[] BY_CODE = new byte[26 * 26];

    static {
        Arrays.fill(BY_CODE, (byte) -1);
        for (Vr vr : ALL) {
            BY_CODE[(vr.name().charAt(0) - 'A') * 26 + vr.name().charAt(1) - 'A'] = (byte) vr.ordinal();
        }
    }

    private final Content content;
    private final int wordBytes;

    Vr(Content content, int wordBytes) {
        this.content = content;
        this.wordBytes = wordBytes;
    }

    /** The representation of two code bytes, null when there is none of that name. */
    static @Nullable Vr of(byte first, byte second) {
        int a = first - 'A';
        int b = second - 'A';
        if (a < 0 || a > 25 || b < 0 || b > 25) {
            return null;
        }
        int ordinal = BY_CODE[a * 26 + b];
        return ordinal < 0 ? null : ALL[ordinal];
    }

    /** The representation of an {@link #index}. */
    static Vr of(int index) {
        return ALL[index];
    }

    /** A number that stands for this representation in arrays; never written to files. */
    int index() {
        return ordinal();
    }

    /** True where explicit encoding gives the length 32 bits after two reserved bytes (PS3.5 table 7.1-1). */
    boolean hasLongLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    /** Bytes of one word, which is what byte order turns. */
    int wordBytes() {
        return wordBytes;
    }

    /** True for characters, numbers written as such included. */
    public boolean isText() {
        return content == Content.TEXT || content == Content.LOCAL_TEXT;
    }

    /** True for text in the data set's Specific Character Set. */
    boolean isLocalText() {
        return content == Content.LOCAL_TEXT;
    }

    boolean isNumber() {
        return content == Content.NUMBER;
    }

    /** True for text in which a backslash is a character and not a separator of values. */
    boolean isSingleText() {
        return this == LT || this == ST || this == UT || this == UR;
    }

    /** What fills a value up to an even length. */
    byte padding() {
        return isText() && this != UI ? (byte) ' ' : 0;
    }
}
