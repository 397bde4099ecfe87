package org.cordscope.dicom;

import java.io.IOException;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SliceImage;

/** Decodes the pixels of one frame. */
public final class DicomPixels {
    private DicomPixels() {}

    /**
     * One frame in modality units: rescaled, MONOCHROME1 turned, colour as luminance.
     *
     * @param frame frame number from 1
     * @throws DicomFormatException where the pixels cannot be decoded
     */
    public static SliceImage read(InstanceHeader header, int frame) throws IOException {
        throw new IllegalStateException("skeleton");
    }
}
