package org.cordscope.deid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cordscope.study.UserFacingException;

/** The secret of a study: 32 random bytes in {@code private/key}. Who has it can link pseudonyms to identifiers. */
final class PseudonymKey {
    private static final int BYTES = 32;

    private final SecretKeySpec secret;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);

    private PseudonymKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    static PseudonymKey of(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + secret.length);
        }
        return new PseudonymKey(secret);
    }

    /** Reads the key, or draws one where there is none yet. */
    static PseudonymKey openOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[BYTES];
            new SecureRandom().nextBytes(fresh);
            PrivateFiles.create(file, HexFormat.of().formatHex(fresh) + "\n");
        }
        try {
            return of(HexFormat.of().parseHex(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    "The study's key cannot be read: " + file.getFileName(),
                    "Restore private/key from a backup; without it new files cannot be linked to those imported before.",
                    e);
        }
    }

    /** HMAC-SHA256 (RFC 2104) of a text within a domain, so that equal texts of different kinds do not meet. */
    byte[] hmac(String domain, String text) {
        Mac mac = macs.get();
        mac.update(domain.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8)); // and begins anew
    }

    private Mac newMac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
