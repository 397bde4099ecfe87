package org.cordscope.deid;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for many texts at once in bytes, in every encoding that a file may hold them in, in one pass: the first two bytes of
 * each wanted form lead to the few forms that can follow. Letters A-Z are matched in either case.
 */
final class ByteSearch {
    private static final List<Charset> ENCODINGS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    private static final int SHORTEST = 2;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Form(byte[] bytes, String text) {}

    private final Form[][] byFirstTwo = new Form[1 << 16][];

    /** @throws IllegalArgumentException for a text of fewer than two bytes, which is in every file */
    ByteSearch(Collection<String> texts) {
        for (String text : texts) {
            for (Charset encoding : ENCODINGS) {
                if (encoding.newEncoder().canEncode(text)) {
                    add(text.getBytes(encoding), text);
                }
            }
        }
    }

    private void add(byte[] bytes, String text) {
        if (text.isBlank() || bytes.length < SHORTEST) {
            throw new IllegalArgumentException("a text this short is in every file: " + bytes.length + " bytes");
        }
        byte[] upper = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            upper[i] = upper(bytes[i]);
        }
        int key = key(upper[0], upper[1]);
        List<Form> forms = new ArrayList<>();
        if (byFirstTwo[key] != null) {
            forms.addAll(List.of(byFirstTwo[key]));
        }
        forms.add(new Form(upper, text));
        byFirstTwo[key] = forms.toArray(Form[]::new);
    }

    /** The texts that are in the bytes. */
    Set<String> in(byte[] content) {
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i + 1 < content.length; i++) {
            Form[] forms = byFirstTwo[key(upper(content[i]), upper(content[i + 1]))];
            if (forms != null) {
                collect(content, i, forms, found);
            }
        }
        return found;
    }

    private static void collect(byte[] content, int start, Form[] forms, Set<String> found) {
        for (Form form : forms) {
            int length = form.bytes.length;
            int matched = 0;
            while (matched < length
                    && start + matched < content.length
                    && upper(content[start + matched]) == form.bytes[matched]) {
                matched++;
            }
            if (matched == length) {
                found.add(form.text);
            }
        }
    }

    private static int key(byte first, byte second) {
        return ((first & 0xff) << 8) | (second & 0xff);
    }

    private static byte upper(byte letter) {
        return letter >= 'a' && letter <= 'z' ? (byte) (letter - 32) : letter;
    }
}
