package org.cordscope.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decodes one value with ISO 2022 escapes (PS3.3 tables C.12-3 and C.12-4); a state machine for a single use. */
final class CodeExtensions {
    private static final byte ESCAPE = 0x1b;

    /** What bytes below 128 mean. */
    private enum Low {
        ASCII,
        ROMAJI,
        JIS_X_0208,
        JIS_X_0212
    }

    private final @Nullable Charset initialHigh;
    private final StringBuilder text = new StringBuilder();
    private Low low = Low.ASCII;
    private @Nullable Charset high;

    CodeExtensions(@Nullable Charset initialHigh) {
        this.initialHigh = initialHigh;
        this.high = initialHigh;
    }

    String decode(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (bytes[at] == ESCAPE) {
                at += escape(bytes, at, end);
            } else if (low == Low.JIS_X_0208 || low == Low.JIS_X_0212) {
                at = doubleByte(bytes, at, end);
            } else {
                at = run(bytes, at, end);
            }
        }
        return text.toString();
    }

    /** Characters up to the next escape or delimiter, and the delimiter, which brings the initial state back. */
    private int run(byte[] bytes, int from, int end) {
        int to = from;
        while (to < end && bytes[to] != ESCAPE && !isDelimiter(bytes[to])) {
            to++;
        }
        Charset charset = high == null ? StandardCharsets.ISO_8859_1 : high;
        text.append(CharacterSet.single(bytes, from, to - from, charset));
        if (to < end && isDelimiter(bytes[to])) {
            text.append((char) bytes[to]);
            reset();
            to++;
        }
        return to;
    }

    /** A file that escapes once and relies on it after the delimiter is read as its maker meant it. */
    private void reset() {
        low = Low.ASCII;
        high = initialHigh == null ? high : initialHigh;
    }

    private int doubleByte(byte[] bytes, int at, int end) {
        if (bytes[at] <= ' ' || at + 1 >= end) {
            if (isLineEnd(bytes[at])) {
                reset();
            }
            text.append((char) (bytes[at] & 0xff));
            return at + 1;
        }
        byte first = (byte) (bytes[at] | 0x80);
        byte second = (byte) (bytes[at + 1] | 0x80);
        byte[] euc = low == Low.JIS_X_0208 ? new byte[] {first, second} : new byte[] {(byte) 0x8f, first, second};
        text.append(new String(euc, Charset.forName("EUC-JP")));
        return at + 2;
    }

    /** Length of the escape sequence at {@code at}; an unknown one is passed over by its first byte. */
    private int escape(byte[] bytes, int at, int end) {
        int a = at + 1 < end ? bytes[at + 1] : 0;
        int b = at + 2 < end ? bytes[at + 2] : 0;
        int c = at + 3 < end ? bytes[at + 3] : 0;
        if (a == '(' && (b == 'B' || b == 'J')) {
            low = b == 'B' ? Low.ASCII : Low.ROMAJI;
            return 3;
        }
        if (a == '$' && (b == 'B' || b == '@')) {
            low = Low.JIS_X_0208;
            return 3;
        }
        if (a == '$' && b == '(' && c == 'D') {
            low = Low.JIS_X_0212;
            return 4;
        }
        Charset designated = a == '$' && b == ')' ? highDoubleByte(c) : highSingleByte(a, b);
        if (designated == null) {
            return 1;
        }
        high = designated;
        return a == '$' ? 4 : 3;
    }

    private static @Nullable Charset highDoubleByte(int last) {
        return switch (last) {
            case 'C' -> Charset.forName("EUC-KR");
            case 'A' -> Charset.forName("GB2312");
            default -> null;
        };
    }

    private static @Nullable Charset highSingleByte(int first, int last) {
        if (first == ')' && last == 'I') {
            return Charset.forName("JIS_X0201");
        }
        if (first != '-') {
            return null;
        }
        return switch (last) {
            case 'A' -> StandardCharsets.ISO_8859_1;
            case 'B' -> Charset.forName("ISO-8859-2");
            case 'C' -> Charset.forName("ISO-8859-3");
            case 'D' -> Charset.forName("ISO-8859-4");
            case 'L' -> Charset.forName("ISO-8859-5");
            case 'G' -> Charset.forName("ISO-8859-6");
            case 'F' -> Charset.forName("ISO-8859-7");
            case 'H' -> Charset.forName("ISO-8859-8");
            case 'M' -> Charset.forName("ISO-8859-9");
            case 'b' -> Charset.forName("ISO-8859-15");
            case 'T' -> Charset.forName("TIS-620");
            default -> null;
        };
    }

    private static boolean isDelimiter(byte b) {
        return b == '\\' || b == '^' || b == '=' || isLineEnd(b);
    }

    private static boolean isLineEnd(byte b) {
        return b == '\r' || b == '\n' || b == '\f' || b == '\t';
    }
}
