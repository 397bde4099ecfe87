package org.cordscope.dicom;

import java.io.IOException;
import java.nio.file.Path;

/** Writes Part 10 files. */
public final class DicomWriter {
    private DicomWriter() {}

    /**
     * Writes under a temporary name and renames. Meta information is made from the data set (SOP class and instance UID,
     * implementation); native pixel data goes out as Explicit VR Little Endian, encapsulated data keeps its transfer syntax.
     */
    public static void write(Path target, DicomObject object) throws IOException {
        throw new IllegalStateException("skeleton");
    }
}
