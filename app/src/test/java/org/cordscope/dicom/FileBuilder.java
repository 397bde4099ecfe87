package org.cordscope.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cordscope.study.SourceFile;

/** Bytes of DICOM files put together by hand, right or wrong, without any of the code under test. */
final class FileBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean explicit;
    private final boolean bigEndian;

    private FileBuilder(boolean explicit, boolean bigEndian) {
        this.explicit = explicit;
        this.bigEndian = bigEndian;
    }

    static FileBuilder explicit() {
        return new FileBuilder(true, false);
    }

    static FileBuilder implicit() {
        return new FileBuilder(false, false);
    }

    static FileBuilder bigEndian() {
        return new FileBuilder(true, true);
    }

    /** Preamble, prefix and a meta group that names {@code transferSyntax}, then a data set that {@code this} began. */
    static FileBuilder part10(String transferSyntax, FileBuilder dataSet) {
        FileBuilder file = explicit();
        file.raw(new byte[128]).raw("DICM".getBytes(StandardCharsets.US_ASCII));
        file.text(0x00020010, "UI", transferSyntax + (transferSyntax.length() % 2 == 0 ? "" : "\0"));
        return file.raw(dataSet.bytes());
    }

    FileBuilder text(int tag, String vr, String value) {
        return element(tag, vr, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    FileBuilder shorts(int tag, String vr, int... values) {
        FileBuilder encoded = new FileBuilder(explicit, bigEndian);
        for (int value : values) {
            encoded.putShort(value);
        }
        return element(tag, vr, encoded.bytes());
    }

    FileBuilder element(int tag, String vr, byte[] value) {
        return header(tag, vr, value.length).raw(value);
    }

    /** An element header with a length that may be a lie. */
    FileBuilder header(int tag, String vr, long length) {
        putShort(tag >>> 16);
        putShort(tag & 0xffff);
        if (!explicit || tag >>> 16 == 0xfffe) {
            putInt(length);
            return this;
        }
        raw(vr.getBytes(StandardCharsets.US_ASCII));
        if ("OB OD OF OL OV OW SQ SV UC UN UR UT UV".contains(vr)) {
            putShort(0);
            putInt(length);
        } else {
            putShort((int) length);
        }
        return this;
    }

    FileBuilder raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    private void putShort(int value) {
        out.write(bigEndian ? value >>> 8 : value);
        out.write(bigEndian ? value : value >>> 8);
    }

    private void putInt(long value) {
        putShort((int) (bigEndian ? value >>> 16 : value) & 0xffff);
        putShort((int) (bigEndian ? value : value >>> 16) & 0xffff);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    SourceFile save(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "built", ".dcm");
            Files.write(file, bytes());
            return SourceFile.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
