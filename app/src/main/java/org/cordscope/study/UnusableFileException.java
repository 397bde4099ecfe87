package org.cordscope.study;

import java.io.IOException;

/** A file that is no DICOM and cannot be used, with the reason in one sentence that names no identifier. */
public final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    public UnusableFileException(SourceFile source, String reason) {
        super(reason);
        this.path = source.display();
        this.reason = reason;
    }

    public Rejected toRejected() {
        return new Rejected(path, reason);
    }
}
