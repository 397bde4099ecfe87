package org.cordscope.study;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Paths as text that is safe to print: one line, no control characters, and no two files by one text where a name is not
 * valid in the encoding of the system.
 */
final class PathText {
    private static final char UNREADABLE = '\uFFFD';

    private PathText() {}

    static String of(Path path) {
        String text = path.toString();
        return text.indexOf(UNREADABLE) < 0 ? visible(text) : visible(ofBytes(path, text));
    }

    /** The same with every character that is not visible as a backslash, the letter u and its number. */
    static String visible(String text) {
        if (isPrintableAscii(text)) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isVisible(c)) {
                result.appendCodePoint(c);
            } else {
                result.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return result.toString();
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The bytes of the name, which a URI keeps, as UTF-8; where they are none, as {@code \xff}. */
    private static String ofBytes(Path path, String text) {
        String uri = path.toUri().getRawPath();
        byte[] bytes = uri == null ? new byte[0] : percentDecoded(uri);
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int length = 1;
            while (length <= 4 && at + length <= bytes.length && !isUtf8(bytes, at, length)) {
                length++;
            }
            if (length <= 4 && at + length <= bytes.length) {
                result.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            } else {
                result.append(String.format(Locale.ROOT, "\\x%02x", bytes[at++]));
            }
        }
        return result.isEmpty() ? text : result.toString();
    }

    private static boolean isUtf8(byte[] bytes, int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            return true;
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    private static byte[] percentDecoded(String uri) {
        ByteBuffer bytes = ByteBuffer.allocate(uri.length());
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(uri, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.put((byte) uri.charAt(i));
            }
        }
        byte[] result = new byte[bytes.position()];
        bytes.flip().get(result);
        return result;
    }
}
