package org.cordscope.study;

import org.jspecify.annotations.Nullable;

/**
 * What the header says of one frame.
 *
 * @param frame frame number from 1
 * @param plane where the frame lies, null where the header does not say
 * @param spacing pixel spacing, null where the header does not say
 */
public record FrameHeader(
        int frame, @Nullable SlicePlane plane, @Nullable Spacing spacing, Acquisition acquisition) {

    public FrameHeader {
        if (frame < 1) {
            throw new IllegalArgumentException("frames count from 1: " + frame);
        }
    }
}
