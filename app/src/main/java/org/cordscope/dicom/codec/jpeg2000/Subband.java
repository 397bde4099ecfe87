package org.cordscope.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;

/**
 * One subband of a resolution.
 *
 * @param kind 0 LL, 1 HL, 2 LH, 3 HH
 * @param region its samples
 * @param bitPlanes magnitude bit-planes
 * @param stepSize quantization step, of irreversible coding only
 * @param blocks its code-blocks, filled while precincts are laid out
 */
record Subband(int kind, Region region, int bitPlanes, float stepSize, List<CodeBlock> blocks) {

    Subband(int kind, Region region, int bitPlanes, float stepSize) {
        this(kind, region, bitPlanes, stepSize, new ArrayList<>());
    }

    /** 1 where the subband holds the odd columns. */
    int oddX() {
        return kind & 1;
    }

    int oddY() {
        return kind >> 1;
    }
}
