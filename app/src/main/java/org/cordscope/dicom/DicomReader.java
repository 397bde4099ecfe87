package org.cordscope.dicom;

import java.io.IOException;
import org.cordscope.study.SourceFile;

/** Reads Part 10 files in every transfer syntax of PS3.5. */
public final class DicomReader {
    private DicomReader() {}

    /**
     * Reads the whole file, pixel data included as raw bytes or fragments.
     *
     * @throws DicomFormatException where the file is not usable DICOM
     */
    public static DicomObject read(SourceFile source) throws IOException {
        throw new IllegalStateException("skeleton");
    }
}
