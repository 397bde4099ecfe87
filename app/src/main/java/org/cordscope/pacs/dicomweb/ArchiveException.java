package org.cordscope.pacs.dicomweb;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an archive did not do; the message is a sentence without identifiers, addresses or secrets. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What can be done about it. */
    public enum Kind {
        /** The archive or the network is not there: nothing is wrong with the request. */
        UNREACHABLE,
        /** It may succeed another time: 5xx, 408, 429, a connection that ended early. */
        PASSING,
        /** The archive knows the client not, or not well enough: 401, 403. */
        NOT_ALLOWED,
        /** It will not succeed as it is. */
        REFUSED
    }

    private final Kind kind;
    private final int status;
    private final transient Duration retryAfter;

    ArchiveException(Kind kind, String message) {
        this(kind, 0, message, null);
    }

    ArchiveException(Kind kind, int status, String message, @Nullable Throwable cause) {
        this(kind, status, message, cause, Duration.ZERO);
    }

    ArchiveException(Kind kind, int status, String message, @Nullable Throwable cause, Duration retryAfter) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** An answer that says nothing of use, which another time may be different. */
    public static ArchiveException unexpected(String message) {
        return new ArchiveException(Kind.PASSING, message);
    }

    public Kind kind() {
        return kind;
    }

    /** Of the answer; 0 where there was none. */
    public int status() {
        return status;
    }

    /** How long the archive wants not to be asked; zero where it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    boolean isWorthRetrying() {
        return kind == Kind.UNREACHABLE || kind == Kind.PASSING;
    }
}
