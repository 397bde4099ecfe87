package org.cordscope.deid;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The bytes by which files may hold a text: every character set of DICOM that Java knows, and UTF-16. */
final class SearchForms {
    private static final List<Charset> CHARSETS = Stream.of(
                    "UTF-8",
                    "ISO-8859-1",
                    "ISO-8859-2",
                    "ISO-8859-3",
                    "ISO-8859-4",
                    "ISO-8859-5",
                    "ISO-8859-6",
                    "ISO-8859-7",
                    "ISO-8859-8",
                    "ISO-8859-9",
                    "ISO-8859-15",
                    "windows-1252",
                    "TIS-620",
                    "JIS_X0201",
                    "Shift_JIS",
                    "EUC-JP",
                    "ISO-2022-JP",
                    "ISO-2022-JP-2",
                    "EUC-KR",
                    "ISO-2022-KR",
                    "GB18030",
                    "x-ISO-2022-CN-GB")
            .filter(Charset::isSupported)
            .map(Charset::forName)
            .toList();
    private static final int ESCAPE = 0x1b;
    private static final int LONG_FORM = 8;

    private SearchForms() {}

    /** Encodings of one byte or more per character, each form once. */
    static List<byte[]> narrow(String text) {
        byte[] ascii = ascii(text);
        if (ascii.length > 0) {
            return List.of(ascii);
        }
        List<byte[]> forms = new ArrayList<>();
        for (Charset charset : CHARSETS) {
            byte[] encoded = encoded(text, charset);
            byte[] bare = withoutEscapes(encoded);
            byte[] form = isTelling(text, bare) ? bare : fromEscape(encoded);
            if (form.length > 1 && forms.stream().noneMatch(other -> Arrays.equals(other, form))) {
                forms.add(form);
            }
        }
        forms.add(escaped(text));
        forms.add(Normalizer.normalize(text, Normalizer.Form.NFD).getBytes(StandardCharsets.UTF_8));
        return forms;
    }

    /** False for a few bytes of ASCII that stand for East Asian characters: Base64 holds them by chance. */
    private static boolean isTelling(String text, byte[] form) {
        if (!Identifier.isEastAsian(text) || form.length >= LONG_FORM) {
            return true;
        }
        for (byte b : form) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    /** What a code extension of seven bits begins with, for words that are too short without it. */
    private static byte[] fromEscape(byte[] encoded) {
        if (encoded.length == 0 || encoded[0] != ESCAPE) {
            return new byte[0];
        }
        int end = 1;
        while (end < encoded.length && encoded[end] != ESCAPE) {
            end++;
        }
        return Arrays.copyOf(encoded, end);
    }

    /** As JSON may write it. */
    private static byte[] escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(c < 0x80 ? String.valueOf(c) : String.format(Locale.ROOT, "\\U%04X", (int) c));
        }
        return escaped.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Nothing where the character set has not all of the characters. */
    private static byte[] encoded(String text, Charset charset) {
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException notInThisSet) {
            return new byte[0];
        }
    }

    /** UTF-16 in both byte orders. */
    static List<byte[]> wide(String text) {
        byte[] ascii = ascii(text);
        if (ascii.length == 0) {
            return Stream.of(text.getBytes(StandardCharsets.UTF_16LE), text.getBytes(StandardCharsets.UTF_16BE))
                    .filter(form -> isTelling(text, form))
                    .toList();
        }
        byte[] little = new byte[2 * ascii.length];
        byte[] big = new byte[2 * ascii.length];
        for (int i = 0; i < ascii.length; i++) {
            little[2 * i] = ascii[i];
            big[2 * i + 1] = ascii[i];
        }
        return List.of(little, big);
    }

    /** One byte per character; none where a character is not ASCII. */
    private static byte[] ascii(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            if (text.charAt(i) >= 0x80) {
                return new byte[0];
            }
            bytes[i] = (byte) text.charAt(i);
        }
        return bytes;
    }

    /** The longest stretch between code extensions (ISO 2022), which a file may place elsewhere. */
    private static byte[] withoutEscapes(byte[] bytes) {
        byte[] longest = new byte[0];
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            boolean control = i < bytes.length && (bytes[i] == ESCAPE || bytes[i] == 0x0e || bytes[i] == 0x0f);
            if (i == bytes.length || control) {
                if (i - start > longest.length) {
                    longest = Arrays.copyOfRange(bytes, start, i);
                }
                start = i + (control && bytes[i] == ESCAPE ? escapeLength(bytes, i) : 1);
                i = Math.max(i, start - 1);
            }
        }
        return longest;
    }

    private static int escapeLength(byte[] bytes, int at) {
        int end = at + 1;
        while (end < bytes.length && bytes[end] >= 0x20 && bytes[end] <= 0x2f) {
            end++;
        }
        return Math.min(end + 1, bytes.length) - at;
    }
}
