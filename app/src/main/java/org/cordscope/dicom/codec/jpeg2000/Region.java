package org.cordscope.dicom.codec.jpeg2000;

/** Half-open rectangle on one of the grids of a JPEG 2000 image. */
record Region(int x0, int y0, int x1, int y1) {

    boolean isEmpty() {
        return x1 <= x0 || y1 <= y0;
    }

    int width() {
        return x1 - x0;
    }

    int height() {
        return y1 - y0;
    }

    Region intersect(Region other) {
        return new Region(
                Math.max(x0, other.x0), Math.max(y0, other.y0), Math.min(x1, other.x1), Math.min(y1, other.y1));
    }

    /** The samples that remain after {@code levels} halvings, beginning with an offset along x and y (B-15). */
    Region reduce(int levels, int offsetX, int offsetY) {
        return new Region(
                halve(x0, levels, offsetX),
                halve(y0, levels, offsetY),
                halve(x1, levels, offsetX),
                halve(y1, levels, offsetY));
    }

    private static int halve(int value, int levels, int offset) {
        long shift = levels == 0 ? 0 : (long) offset << (levels - 1);
        return Math.toIntExact(ceilShift(value - shift, levels));
    }

    /** {@code ceil(value / 2^bits)}. */
    static long ceilShift(long value, int bits) {
        return (value + (1L << bits) - 1) >> bits;
    }
}
