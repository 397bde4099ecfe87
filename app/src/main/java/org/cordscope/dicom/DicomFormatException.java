package org.cordscope.dicom;

import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/** A file that is not usable DICOM. */
public final class DicomFormatException extends UnusableFileException {
    private static final long serialVersionUID = 1L;

    public DicomFormatException(SourceFile source, String reason) {
        super(source, reason);
    }
}
