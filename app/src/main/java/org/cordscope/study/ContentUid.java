package org.cordscope.study;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** UIDs for files that have none, made from what they hold and whose they are: the same file has the same UID every time. */
public final class ContentUid {
    private ContentUid() {}

    /** {@code 2.25.} and a UUID as an integer (PS3.5 B.2) from the SHA-256 of the parts; their borders count. */
    public static String of(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            byte[] uuid = Arrays.copyOf(digest.digest(), 16);
            uuid[6] = (byte) ((uuid[6] & 0x0f) | 0x80);
            uuid[8] = (byte) ((uuid[8] & 0x3f) | 0x80);
            return "2.25." + new BigInteger(1, uuid);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
