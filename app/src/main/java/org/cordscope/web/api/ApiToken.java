package org.cordscope.web.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.cordscope.deid.PrivateFiles;
import org.cordscope.study.UserFacingException;

/** The secret of those who may use the API, in a file that only its owner may read; read anew for each request. */
public final class ApiToken {
    private static final int SHORTEST = 32;
    private static final String BEARER = "Bearer ";

    private final Path file;

    private ApiToken(Path file) {
        this.file = file;
    }

    /**
     * Takes the token of a file; where there is none, makes one that nobody can guess.
     *
     * @throws UserFacingException where others may read it, or it could be guessed
     */
    public static ApiToken of(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[SHORTEST];
            new SecureRandom().nextBytes(random);
            PrivateFiles.create(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        }
        ApiToken token = new ApiToken(file);
        token.read();
        return token;
    }

    private byte[] read() throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
            others.removeIf(p -> p.name().startsWith("OWNER_"));
            if (!others.isEmpty()) {
                throw new UserFacingException(
                        "Others than its owner may use the token in " + file, "Run: chmod 600 " + file);
            }
        }
        byte[] token = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        if (token.length < SHORTEST) {
            throw new UserFacingException(
                    "The token in " + file + " is shorter than " + SHORTEST + " characters",
                    "Delete the file, and a token is made, or put a longer one there.");
        }
        return token;
    }

    /** Compares in constant time with the value of the header Authorization (RFC 6750). */
    boolean opens(String authorization) throws IOException {
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        byte[] given =
                authorization.substring(bearer ? BEARER.length() : 0).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(read(), given) && bearer;
    }
}
