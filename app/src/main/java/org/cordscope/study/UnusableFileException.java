package org.cordscope.study;

import java.io.IOException;

/** A file that cannot be used, with the reason in one sentence that names no identifier. */
public class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient SourceFile source;
    private final String reason;

    public UnusableFileException(SourceFile source, String reason) {
        super(source.display() + ": " + reason);
        this.source = source;
        this.reason = reason;
    }

    public SourceFile source() {
        return source;
    }

    public String reason() {
        return reason;
    }

    public Rejected toRejected() {
        return new Rejected(source.display(), reason);
    }
}
