package org.cordscope.dicom.codec.jpeg2000;

/** Contexts of a coefficient from the state of its eight neighbours (T.800 D.3), as tables over a word of flags. */
final class BlockContexts {
    static final int NORTH = 1;
    static final int SOUTH = 2;
    static final int EAST = 4;
    static final int WEST = 8;
    static final int NORTH_EAST = 0x10;
    static final int NORTH_WEST = 0x20;
    static final int SOUTH_EAST = 0x40;
    static final int SOUTH_WEST = 0x80;
    /** Any significant neighbour. */
    static final int NEIGHBOURS = 0xff;
    /** A negative neighbour: the flag of its direction, this many bits further up. */
    static final int SIGN_SHIFT = 8;

    private static final byte[][] SIGNIFICANCE = new byte[4][256];
    /** Context, and in bit 7 whether the decoded bit is inverted. */
    private static final int[] SIGN = new int[256];

    static {
        for (int flags = 0; flags < 256; flags++) {
            int h = Integer.bitCount(flags & (EAST | WEST));
            int v = Integer.bitCount(flags & (NORTH | SOUTH));
            int d = Integer.bitCount(flags >> 4);
            SIGNIFICANCE[0][flags] = (byte) lowPass(h, v, d);
            SIGNIFICANCE[1][flags] = (byte) lowPass(v, h, d);
            SIGNIFICANCE[2][flags] = (byte) lowPass(h, v, d);
            SIGNIFICANCE[3][flags] = (byte) diagonal(h + v, d);
            SIGN[flags] = sign(
                    contribution(flags, EAST) + contribution(flags, WEST),
                    contribution(flags, NORTH) + contribution(flags, SOUTH));
        }
    }

    private BlockContexts() {}

    /** Table D.1 for LL and LH; HL with its arguments exchanged. */
    private static int lowPass(int h, int v, int d) {
        if (h == 2) {
            return 8;
        }
        if (h == 1) {
            return v >= 1 ? 7 : d >= 1 ? 6 : 5;
        }
        return v > 0 ? 2 + v : Math.min(d, 2);
    }

    /** Table D.1 for HH. */
    private static int diagonal(int hv, int d) {
        return switch (d) {
            case 0 -> Math.min(hv, 2);
            case 1 -> 3 + Math.min(hv, 2);
            case 2 -> hv >= 1 ? 7 : 6;
            default -> 8;
        };
    }

    private static int contribution(int flags, int direction) {
        if ((flags & direction) == 0) {
            return 0;
        }
        return (flags & (direction << 4)) == 0 ? 1 : -1;
    }

    /** Tables D.2 and D.3. */
    private static int sign(int horizontal, int vertical) {
        int h = Integer.signum(horizontal);
        int v = Integer.signum(vertical);
        boolean inverted = h < 0 || (h == 0 && v < 0);
        int context = h == 0 ? 9 + Math.abs(v) : 12 + h * v;
        return inverted ? context | 0x80 : context;
    }

    static int significance(int kind, int flags) {
        return SIGNIFICANCE[kind][flags & NEIGHBOURS];
    }

    static int signContext(int flags) {
        return SIGN[(flags & 15) | ((flags >> (SIGN_SHIFT - 4)) & 0xf0)];
    }
}
