package org.cordscope.dicom.codec.jpeg2000;

import java.util.List;

/**
 * A precinct: what one packet per layer is about (T.800 B.6).
 *
 * @param index position within its resolution, row by row
 * @param x where it begins on the reference grid, for the progressions by position
 */
record Precinct(int component, int resolution, int index, long x, long y, List<Part> parts) {

    /** Code-blocks of one subband in the precinct, row by row. */
    record Part(Subband band, List<CodeBlock> blocks, TagTree inclusion, TagTree zeroPlanes) {}
}
