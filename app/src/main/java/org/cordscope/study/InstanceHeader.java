package org.cordscope.study;

import java.util.List;

/**
 * One DICOM file by its header, without pixels.
 *
 * @param source where the bytes are
 * @param patientId Patient ID as in the file: an identifier, never to be logged
 * @param frames one per frame, in file order; at least one
 */
public record InstanceHeader(
        SourceFile source,
        String studyUid,
        String seriesUid,
        String sopInstanceUid,
        String sopClassUid,
        String transferSyntaxUid,
        String patientId,
        int rows,
        int columns,
        List<FrameHeader> frames) {

    public InstanceHeader {
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("an instance has at least one frame");
        }
    }
}
