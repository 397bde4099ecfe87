package org.cordscope.dicom;

import java.io.IOException;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.Spacing;

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
        return read(header, DicomReader.read(header.source()), frame);
    }

    /** As {@link #read(InstanceHeader, int)}, of a file that has been read. */
    public static SliceImage read(InstanceHeader header, DicomObject object, int frame) throws DicomFormatException {
        return read(header, DicomFrames.of(header.source(), object), frame);
    }

    /** As {@link #read(InstanceHeader, int)}, for one frame after another of the same file. */
    public static SliceImage read(InstanceHeader header, DicomFrames frames, int frame) throws DicomFormatException {
        if (frame < 1) {
            throw new IllegalArgumentException("frames count from 1: " + frame);
        }
        if (frame > header.frames().size()) {
            throw new DicomFormatException(
                    header.source(),
                    "there is no frame " + frame + " of " + header.frames().size());
        }
        Spacing spacing = header.frames().get(frame - 1).spacing();
        if (spacing == null) {
            throw new DicomFormatException(header.source(), "there is no pixel spacing");
        }
        return new SliceImage(
                new SliceKey(header.sopInstanceUid(), frame),
                frames.format().rows(),
                frames.format().columns(),
                spacing,
                frames.modalityValues(frame));
    }
}
