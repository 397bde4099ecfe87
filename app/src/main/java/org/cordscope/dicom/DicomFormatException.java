package org.cordscope.dicom;

import java.io.IOException;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;

/** A file that is not usable DICOM, with the file and the reason in one sentence that names no identifier. */
public final class DicomFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient SourceFile source;
    private final String reason;

    public DicomFormatException(SourceFile source, String reason) {
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
