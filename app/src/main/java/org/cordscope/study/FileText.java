package org.cordscope.study;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Text of a file in the encodings that spreadsheets write: UTF-8 and UTF-16, with or without a byte order mark, and what is
 * neither as Windows-1252, which holds Latin-1.
 */
public final class FileText {
    /** Stands where a program could not write a character: names that differed may be the same now. */
    public static final char LOST = '\ufffd';

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final char MARK = '\ufeff';

    private FileText() {}

    /** @throws UserFacingException where the bytes are no text */
    public static String of(byte[] bytes, String name) {
        String text = decoded(bytes, name);
        String unmarked = !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
        int zero = unmarked.indexOf('\0');
        if (zero >= 0) {
            throw new UserFacingException(
                    name + ", " + place(unmarked, zero) + ": a byte is zero, so this is not text.",
                    "Give a CSV file, not a workbook or an archive.");
        }
        return unmarked;
    }

    /** Row and character of a place in a text, both from 1. */
    private static String place(String text, int index) {
        String[] lines = text.substring(0, index).split("\\R", -1);
        return "row " + lines.length + ", character " + (lines[lines.length - 1].length() + 1);
    }

    private static String decoded(byte[] bytes, String name) {
        if (startsWith(bytes, 'P', 'K', 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw new UserFacingException(
                    name + ", row 1: this is a workbook, not a CSV file.", "Save its sheet as CSV UTF-8.");
        }
        if (startsWith(bytes, 0xff, 0xfe) || isHalfZeros(bytes, 1)) {
            return wide(bytes, StandardCharsets.UTF_16LE, name);
        }
        if (startsWith(bytes, 0xfe, 0xff) || isHalfZeros(bytes, 0)) {
            return wide(bytes, StandardCharsets.UTF_16BE, name);
        }
        if (startsWith(bytes, 0x1f, 0x8b)) {
            throw new UserFacingException(name + ", row 1: this is a gzip file, not a CSV file.", "Unpack it first.");
        }
        try {
            return strict(bytes, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return WINDOWS.decode(ByteBuffer.wrap(bytes)).toString();
        }
    }

    private static String wide(byte[] bytes, Charset charset, String name) {
        try {
            return strict(bytes, charset);
        } catch (CharacterCodingException e) {
            String text = charset.decode(ByteBuffer.wrap(bytes)).toString();
            throw new UserFacingException(
                    name + ", " + place(text, text.indexOf(LOST)) + ": UTF-16 text that does not go on as it began.",
                    "Save it again.",
                    e);
        }
    }

    private static String strict(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** True where every second byte of the beginning is 0, as in UTF-16 of plain text. */
    private static boolean isHalfZeros(byte[] bytes, int first) {
        int end = Math.min(bytes.length, 20);
        for (int i = first; i < end; i += 2) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return end >= 4 && bytes[1 - first] != 0;
    }
}
