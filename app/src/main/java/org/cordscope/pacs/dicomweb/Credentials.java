package org.cordscope.pacs.dicomweb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cordscope.study.UserFacingException;

/**
 * Who the client is, from an environment variable or a file that only its owner may read: {@code user:password} for basic
 * authentication (RFC 7617), {@code Bearer TOKEN} for a token (RFC 6750). Never shown, and read anew for each request, so that
 * a token may be renewed.
 */
public final class Credentials {
    private static final String BEARER = "Bearer ";

    private final Supplier<Optional<String>> secret;
    private final boolean needed;

    private Credentials(Supplier<Optional<String>> secret, boolean needed) {
        this.secret = secret;
        this.needed = needed;
    }

    /** An archive that asks nobody. */
    public static Credentials none() {
        return new Credentials(Optional::empty, false);
    }

    /**
     * By where they are kept.
     *
     * @param source {@code env:NAME} or {@code file:PATH}
     * @throws UserFacingException where there is nothing, or others could read it
     */
    public static Credentials from(String source, Map<String, String> environment) {
        Credentials credentials;
        if (source.startsWith("env:")) {
            String name = source.substring("env:".length());
            credentials = new Credentials(() -> Optional.ofNullable(environment.get(name)), true);
        } else if (source.startsWith("file:")) {
            Path file = Path.of(source.substring("file:".length()));
            credentials = new Credentials(() -> Optional.of(read(file)), true);
        } else {
            throw new IllegalArgumentException(
                    "credentials come from env:NAME or file:PATH, never from the command line");
        }
        try {
            credentials.header();
        } catch (UncheckedIOException e) {
            throw new UserFacingException(
                    "There are no credentials in " + source + " that can be read",
                    "Put user:password or Bearer TOKEN there.",
                    e);
        }
        return credentials;
    }

    private static String read(Path file) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
                others.removeIf(p -> p.name().startsWith("OWNER_"));
                if (!others.isEmpty()) {
                    throw new UserFacingException(
                            "Others than its owner may use the credentials in " + file, "Run: chmod 600 " + file);
                }
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Value of the header Authorization; empty only for an archive that asks nobody.
     *
     * @throws UserFacingException where there are none, or they are no credentials: perhaps half of them is written
     * @throws UncheckedIOException where they cannot be read
     */
    Optional<String> header() {
        Optional<String> text = secret.get().map(String::strip).filter(found -> !found.isEmpty());
        if (text.isEmpty() && needed) {
            throw new UserFacingException(
                    "There are no credentials where they should be", "Put user:password or Bearer TOKEN there.");
        }
        return text.map(Credentials::header);
    }

    private static String header(String text) {
        if (text.startsWith(BEARER) && text.chars().allMatch(c -> c > ' ' - 1 && c < 0x7f)) {
            return text;
        }
        if (text.indexOf(':') < 1 || text.contains("\n")) {
            throw new UserFacingException(
                    "The credentials are neither user:password nor Bearer TOKEN", "Correct them where they are kept.");
        }
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
