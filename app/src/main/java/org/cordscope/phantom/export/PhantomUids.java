package org.cordscope.phantom.export;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** UIDs of one phantom patient under 2.25 (PS3.5 B.2), from a hash of seed, patient and name: the same every time. */
public record PhantomUids(long seed, int patient) {

    public String study() {
        return uid("study");
    }

    public String frameOfReference() {
        return uid("frame of reference");
    }

    public String series(String series) {
        return uid("series/" + series);
    }

    public String instance(String series, int number) {
        return uid("instance/" + series + "/" + number);
    }

    private String uid(String name) {
        String text = "cordscope phantom/" + seed + "/" + patient + "/" + name;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            byte[] uuid = Arrays.copyOf(hash, 16);
            uuid[6] = (byte) ((uuid[6] & 0x0f) | 0x40);
            uuid[8] = (byte) ((uuid[8] & 0x3f) | 0x80);
            return "2.25." + new BigInteger(1, uuid);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
