package org.cordscope.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) in lower-case hexadecimal. */
public final class Sha256 {
    private Sha256() {}

    public static String ofFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /** Hash of what is left of a stream, which stays open. */
    public static String of(InputStream in) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Hash of no more than the first {@code most} bytes of a stream, which stays open. */
    public static String ofBeginning(InputStream in, long most) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        long left = most;
        int n = 0;
        while (left > 0 && n >= 0) {
            n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            digest.update(buffer, 0, Math.max(n, 0));
            left -= Math.max(n, 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Hash of buffers, one after the other, whose positions stay. */
    public static String of(Iterable<ByteBuffer> buffers) {
        MessageDigest digest = digest();
        buffers.forEach(buffer -> digest.update(buffer.duplicate()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Hash of a part of an array. */
    public static String of(byte[] array, int offset, int length) {
        MessageDigest digest = digest();
        digest.update(array, offset, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    public static String ofText(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
