package org.cordscope.cohort.series;

import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SliceKey;

/**
 * One slice of a scan, by its header.
 *
 * @param index place in the scan from 0, inferior to superior
 * @param positionMm along the normal of its slab, growing towards the head
 * @param slab number of its slab from 0, inferior to superior
 */
public record SliceRef(InstanceHeader header, FrameHeader frame, int index, double positionMm, int slab) {

    public SliceRef {
        if (index < 0 || slab < 0 || !Double.isFinite(positionMm)) {
            throw new IllegalArgumentException(
                    "slice " + index + " of slab " + slab + " at " + positionMm + " mm makes no sense");
        }
    }

    public SliceKey key() {
        return new SliceKey(header.sopInstanceUid(), frame.frame());
    }
}
