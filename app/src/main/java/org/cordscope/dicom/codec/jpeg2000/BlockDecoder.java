package org.cordscope.dicom.codec.jpeg2000;

import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.EAST;
import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.NEIGHBOURS;
import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.NORTH;
import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.NORTH_EAST;
import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.NORTH_WEST;
import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.SIGN_SHIFT;
import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.SOUTH;
import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.SOUTH_EAST;
import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.SOUTH_WEST;
import static org.cordscope.dicom.codec.jpeg2000.BlockContexts.WEST;

import org.cordscope.dicom.codec.frame.CodecException;

/** Decodes the bit-planes of a code-block (T.800 annex D). Reused from block to block, by one thread. */
final class BlockDecoder {
    private static final int SIGNIFICANT = 0x1000;
    private static final int REFINED = 0x2000;
    private static final int VISITED = 0x4000;
    private static final int BELOW = SOUTH | SOUTH_EAST | SOUTH_WEST | SOUTH << SIGN_SHIFT;
    private static final int MAX_PLANES = 29;

    private final CodingStyle style;
    private final MqDecoder mq = new MqDecoder();
    private int[] values = {};
    private int[] flags = {};
    private int width;
    private int height;
    private int kind;
    private int one;
    private byte[] raw = {};
    private int rawPosition;
    private int rawLeft;

    BlockDecoder(CodingStyle style) {
        this.style = style;
    }

    /**
     * Coefficients row by row, doubled so that the middle of the interval left open by the last decoded bit is a whole
     * number. The array is new for each block.
     */
    int[] decode(CodeBlock block, Subband band) throws CodecException {
        width = block.region().width();
        height = block.region().height();
        kind = band.kind();
        values = new int[width * height];
        flags = new int[(width + 2) * (height + 2)];
        int planes = band.bitPlanes() - block.zeroPlanes();
        if (planes < 1 || planes > MAX_PLANES) {
            throw new CodecException("the JPEG 2000 codestream is damaged: a code-block has " + planes + " bit-planes");
        }
        mq.resetContexts();
        int pass = 0;
        for (CodeBlock.Segment segment : block.segments()) {
            begin(segment.bytes(), style.isRaw(pass));
            for (int i = 0; i < segment.passes(); i++, pass++) {
                int plane = planes - 1 - (pass + 2) / 3;
                if (plane < 0) {
                    throw new CodecException("the JPEG 2000 codestream is damaged: a code-block has too many passes");
                }
                one = 2 << plane;
                decodePass(pass);
            }
        }
        return values;
    }

    private void begin(byte[] bytes, boolean asRaw) {
        if (asRaw) {
            raw = bytes;
            rawPosition = -1;
            rawLeft = 0;
        } else {
            mq.begin(bytes);
        }
    }

    private void decodePass(int pass) {
        boolean isRaw = style.isRaw(pass);
        switch ((pass + 2) % 3) {
            case 0 -> significancePass(isRaw);
            case 1 -> refinementPass(isRaw);
            default -> {
                cleanupPass();
                if (style.has(CodingStyle.SEGMENTATION_SYMBOLS)) {
                    for (int i = 0; i < 4; i++) {
                        mq.decode(MqDecoder.UNIFORM_CONTEXT);
                    }
                }
            }
        }
        if (style.has(CodingStyle.RESET_CONTEXTS)) {
            mq.resetContexts();
        }
    }

    /** A plain bit; a byte after 0xff holds seven, and ones follow the end. */
    private int rawBit() {
        if (rawLeft == 0) {
            rawLeft = rawPosition >= 0 && rawByte() == 0xff ? 7 : 8;
            rawPosition++;
        }
        rawLeft--;
        return rawByte() >> rawLeft & 1;
    }

    private int rawByte() {
        return rawPosition < raw.length ? raw[rawPosition] & 0xff : 0xff;
    }

    /** Flags of a coefficient, without the row below its stripe where coding is vertically causal. */
    private int flagsAt(int at, int y) {
        boolean hidden = (y & 3) == 3 && style.has(CodingStyle.VERTICALLY_CAUSAL);
        return hidden ? flags[at] & ~BELOW : flags[at];
    }

    private void significancePass(boolean isRaw) {
        for (int top = 0; top < height; top += 4) {
            int bottom = Math.min(top + 4, height);
            for (int x = 0; x < width; x++) {
                for (int y = top; y < bottom; y++) {
                    int at = (y + 1) * (width + 2) + x + 1;
                    int f = flagsAt(at, y);
                    if ((f & NEIGHBOURS) == 0 || (f & SIGNIFICANT) != 0) {
                        continue;
                    }
                    int bit = isRaw ? rawBit() : mq.decode(BlockContexts.significance(kind, f));
                    if (bit == 1) {
                        becomeSignificant(at, x, y, isRaw ? rawBit() : decodeSign(f));
                    }
                    flags[at] |= VISITED;
                }
            }
        }
    }

    private void refinementPass(boolean isRaw) {
        for (int top = 0; top < height; top += 4) {
            int bottom = Math.min(top + 4, height);
            for (int x = 0; x < width; x++) {
                for (int y = top; y < bottom; y++) {
                    int at = (y + 1) * (width + 2) + x + 1;
                    int f = flagsAt(at, y);
                    if ((f & (SIGNIFICANT | VISITED)) != SIGNIFICANT) {
                        continue;
                    }
                    int context = (f & REFINED) != 0 ? 16 : (f & NEIGHBOURS) != 0 ? 15 : 14;
                    int bit = isRaw ? rawBit() : mq.decode(context);
                    int change = bit == 1 ? one >> 1 : -(one >> 1);
                    int i = y * width + x;
                    values[i] += values[i] < 0 ? -change : change;
                    flags[at] |= REFINED;
                }
            }
        }
    }

    private void cleanupPass() {
        for (int top = 0; top < height; top += 4) {
            int bottom = Math.min(top + 4, height);
            for (int x = 0; x < width; x++) {
                int y = top;
                boolean found = false;
                if (bottom - top == 4 && isQuiet(x, top)) {
                    if (mq.decode(MqDecoder.RUN_CONTEXT) == 0) {
                        continue;
                    }
                    y += mq.decode(MqDecoder.UNIFORM_CONTEXT) << 1;
                    y += mq.decode(MqDecoder.UNIFORM_CONTEXT);
                    found = true;
                }
                for (; y < bottom; y++, found = false) {
                    int at = (y + 1) * (width + 2) + x + 1;
                    int f = flagsAt(at, y);
                    boolean open = (f & (SIGNIFICANT | VISITED)) == 0;
                    if (found || (open && mq.decode(BlockContexts.significance(kind, f)) == 1)) {
                        becomeSignificant(at, x, y, decodeSign(f));
                    }
                    flags[at] &= ~VISITED;
                }
            }
        }
    }

    /** Whether a whole stripe column is insignificant, with insignificant neighbours, and not yet visited. */
    private boolean isQuiet(int x, int top) {
        int all = 0;
        for (int y = top; y < top + 4; y++) {
            all |= flagsAt((y + 1) * (width + 2) + x + 1, y);
        }
        return (all & (SIGNIFICANT | VISITED | NEIGHBOURS)) == 0;
    }

    private int decodeSign(int f) {
        int context = BlockContexts.signContext(f);
        return mq.decode(context & 0x7f) ^ context >> 7;
    }

    private void becomeSignificant(int at, int x, int y, int negative) {
        int value = one | one >> 1;
        values[y * width + x] = negative == 1 ? -value : value;
        int up = at - width - 2;
        int down = at + width + 2;
        int sign = negative == 1 ? (1 << SIGN_SHIFT) | 1 : 1;
        flags[up] |= SOUTH * sign;
        flags[down] |= NORTH * sign;
        flags[at - 1] |= EAST * sign;
        flags[at + 1] |= WEST * sign;
        flags[up - 1] |= SOUTH_EAST;
        flags[up + 1] |= SOUTH_WEST;
        flags[down - 1] |= NORTH_EAST;
        flags[down + 1] |= NORTH_WEST;
        flags[at] |= SIGNIFICANT;
    }
}
