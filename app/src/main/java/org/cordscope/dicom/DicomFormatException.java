package org.cordscope.dicom;

import java.io.IOException;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;

/** A file that is not usable DICOM, with the file and the reason in one sentence that names no identifier. */
public final class DicomFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    public DicomFormatException(SourceFile source, String reason) {
        super(source.display() + ": " + reason);
        this.path = source.display();
        this.reason = reason;
    }

    public Rejected toRejected() {
        return new Rejected(path, reason);
    }
}
