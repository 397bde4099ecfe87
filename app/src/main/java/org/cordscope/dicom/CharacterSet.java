package org.cordscope.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of text values into characters and back, as Specific Character Set (0008,0005) says (PS3.3 section
 * C.12.1.1.2, PS3.5 section 6.1). Reading is tolerant: an unknown or undeclared byte becomes the character of that number.
 *
 * @param terms values of Specific Character Set; empty for the default repertoire
 * @param whole the one charset of all bytes, null where code extensions switch between several
 * @param high what bytes above 127 mean until an escape says otherwise, null where nothing is declared
 */
record CharacterSet(
        List<String> terms,
        @Nullable Charset whole,
        @Nullable Charset high) {

    static final CharacterSet DEFAULT = new CharacterSet(List.of(), StandardCharsets.ISO_8859_1, null);
    static final CharacterSet UTF_8 = new CharacterSet(List.of("ISO_IR 192"), StandardCharsets.UTF_8, null);

    static CharacterSet of(List<String> terms) {
        if (terms.stream().allMatch(String::isBlank)) {
            return DEFAULT;
        }
        Charset first = charset(terms.get(0));
        boolean multiByteStandAlone = first != null
                && (first.equals(StandardCharsets.UTF_8)
                        || first.name().startsWith("GB18030")
                        || first.name().equals("GBK"));
        boolean extended =
                terms.size() > 1 || terms.get(0).toUpperCase(Locale.ROOT).contains("2022");
        if (multiByteStandAlone || !extended) {
            return new CharacterSet(List.copyOf(terms), first == null ? StandardCharsets.ISO_8859_1 : first, null);
        }
        return new CharacterSet(List.copyOf(terms), null, first);
    }

    /** Charset of a defined term, also of its common misspellings; null for the default repertoire and unknown terms. */
    private static @Nullable Charset charset(String term) {
        String plain = term.toUpperCase(Locale.ROOT);
        if (plain.contains("GB18030")) {
            return Charset.forName("GB18030");
        }
        if (plain.contains("GBK")) {
            return Charset.forName("GBK");
        }
        if (plain.contains("UTF-8") || plain.contains("UTF8")) {
            return StandardCharsets.UTF_8;
        }
        int digits = plain.length();
        while (digits > 0 && Character.isDigit(plain.charAt(digits - 1))) {
            digits--;
        }
        return switch (plain.substring(digits)) {
            case "100" -> StandardCharsets.ISO_8859_1;
            case "101" -> Charset.forName("ISO-8859-2");
            case "109" -> Charset.forName("ISO-8859-3");
            case "110" -> Charset.forName("ISO-8859-4");
            case "144" -> Charset.forName("ISO-8859-5");
            case "127" -> Charset.forName("ISO-8859-6");
            case "126" -> Charset.forName("ISO-8859-7");
            case "138" -> Charset.forName("ISO-8859-8");
            case "148" -> Charset.forName("ISO-8859-9");
            case "203" -> Charset.forName("ISO-8859-15");
            case "13" -> Charset.forName("JIS_X0201");
            case "166" -> Charset.forName("TIS-620");
            case "149" -> Charset.forName("EUC-KR");
            case "58" -> Charset.forName("GB2312");
            case "192" -> StandardCharsets.UTF_8;
            default -> null;
        };
    }

    String decode(byte[] bytes, int offset, int length) {
        if (isAscii(bytes, offset, length)) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        if (whole != null) {
            return single(bytes, offset, length, whole);
        }
        return new CodeExtensions(high).decode(bytes, offset, length);
    }

    /** JIS X 0201 has the yen sign where ASCII has the backslash that separates values. */
    static String single(byte[] bytes, int offset, int length, Charset charset) {
        String text = new String(bytes, offset, length, charset);
        return charset.name().equals("JIS_X0201") ? text.replace('\u00a5', '\\').replace('\u203e', '~') : text;
    }

    /**
     * Bytes of {@code text}.
     *
     * @return null where this character set has no bytes for it, or is one of code extensions, which are not written
     */
    byte @Nullable [] encode(String text) {
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        if (whole == null || terms.isEmpty() || charset(terms.get(0)) == null) {
            return null;
        }
        byte[] bytes = text.getBytes(whole);
        return single(bytes, 0, bytes.length, whole).equals(text) ? bytes : null;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80 || text.charAt(i) == 0x1b) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0 || bytes[i] == 0x1b) {
                return false;
            }
        }
        return true;
    }
}
