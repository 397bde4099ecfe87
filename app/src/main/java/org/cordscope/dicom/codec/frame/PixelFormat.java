package org.cordscope.dicom.codec.frame;

import java.util.Optional;

/**
 * Image Pixel module of one frame (PS3.3 C.7.6.3): what a decoder is told before it looks at the bytes.
 *
 * @param planarConfiguration 0 pixel by pixel, 1 plane by plane; counts for native frames only
 */
public record PixelFormat(
        int rows,
        int columns,
        int samplesPerPixel,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        int planarConfiguration,
        String photometricInterpretation) {

    /** Largest frame that is decoded, in samples: 8192 x 8192, many times a magnetic resonance slice. */
    public static final int MAX_SAMPLES = 1 << 26;

    public PixelFormat {
        Optional<String> flaw = flaw(rows, columns, samplesPerPixel, bitsAllocated, bitsStored, highBit);
        if (flaw.isPresent()) {
            throw new IllegalArgumentException(flaw.get());
        }
    }

    /** As the constructor, for values of an untrusted header. */
    public static PixelFormat ofHeader(
            int rows,
            int columns,
            int samplesPerPixel,
            int bitsAllocated,
            int bitsStored,
            int highBit,
            boolean signed,
            int planarConfiguration,
            String photometricInterpretation)
            throws CodecException {
        Optional<String> flaw = flaw(rows, columns, samplesPerPixel, bitsAllocated, bitsStored, highBit);
        if (flaw.isPresent()) {
            throw new CodecException(flaw.get());
        }
        return new PixelFormat(
                rows,
                columns,
                samplesPerPixel,
                bitsAllocated,
                bitsStored,
                highBit,
                signed,
                planarConfiguration,
                photometricInterpretation);
    }

    private static Optional<String> flaw(
            int rows, int columns, int samplesPerPixel, int bitsAllocated, int bitsStored, int highBit) {
        if (rows < 1 || columns < 1 || rows > 65535 || columns > 65535) {
            return Optional.of("an image of " + rows + " rows and " + columns + " columns is not possible");
        }
        if (samplesPerPixel != 1 && samplesPerPixel != 3) {
            return Optional.of(samplesPerPixel + " samples per pixel are not supported, only 1 and 3");
        }
        if ((long) rows * columns * samplesPerPixel > MAX_SAMPLES) {
            return Optional.of("a frame of " + rows + " x " + columns + " pixels is larger than Cordscope decodes");
        }
        if (bitsAllocated != 1 && bitsAllocated != 8 && bitsAllocated != 16 && bitsAllocated != 32) {
            return Optional.of(bitsAllocated + " bits allocated are not supported, only 1, 8, 16 and 32");
        }
        if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1) {
            return Optional.of("bits stored " + bitsStored + " with high bit " + highBit + " do not fit "
                    + bitsAllocated + " bits allocated");
        }
        return Optional.empty();
    }

    public int pixels() {
        return rows * columns;
    }

    public int samples() {
        return rows * columns * samplesPerPixel;
    }

    /** Whether native bytes hold one pair of colour samples per two pixels (PS3.3 C.7.6.3.1.2). */
    public boolean halfColour() {
        return samplesPerPixel == 3
                && (photometricInterpretation.equals("YBR_FULL_422")
                        || photometricInterpretation.equals("YBR_PARTIAL_422"));
    }

    /** Bytes of a native frame; frames of one bit are packed without gaps, so theirs is rounded up. */
    public long nativeFrameBytes() {
        long perFrame = halfColour() ? (long) rows * ((columns + 1) / 2) * 4 : samples();
        return (perFrame * bitsAllocated + 7) / 8;
    }

    /**
     * The stored value in a word of {@code precision} bits: moved down to the low bit, masked to the bits stored, sign
     * extended. A word narrower than the header's bits stored is taken whole.
     */
    public int storedValue(int word, int precision) {
        boolean narrow = precision <= highBit;
        int bits = narrow ? Math.min(precision, bitsStored) : bitsStored;
        int shift = 32 - bits;
        int left = (narrow ? word : word >>> (highBit + 1 - bitsStored)) << shift;
        return signed ? left >> shift : left >>> shift;
    }

    /** Applies {@link #storedValue} in place; a no-operation where words already are stored values. */
    public void toStoredValues(int[] words, int precision) {
        if (!signed && precision == bitsStored && highBit == bitsStored - 1) {
            return;
        }
        for (int i = 0; i < words.length; i++) {
            words[i] = storedValue(words[i], precision);
        }
    }

    /** The number that a decoded sample stands for, also where it is unsigned and fills all 32 bits. */
    public long number(int sample) {
        return signed ? sample : Integer.toUnsignedLong(sample);
    }

    /** Refuses a codestream that disagrees with the header, before anything is allocated for it. */
    public void requireAgreement(String codestream, int itsRows, int itsColumns, int itsSamples, int itsPrecision)
            throws CodecException {
        if (itsRows != rows || itsColumns != columns) {
            throw new CodecException("the " + codestream + " codestream is " + itsRows + " x " + itsColumns
                    + " pixels but the header says " + rows + " x " + columns);
        }
        if (itsSamples != samplesPerPixel) {
            throw new CodecException("the " + codestream + " codestream has " + itsSamples
                    + " components but the header says " + samplesPerPixel);
        }
        if (itsPrecision > bitsAllocated) {
            throw new CodecException("the " + codestream + " codestream has " + itsPrecision
                    + " bits per sample but the header allocates " + bitsAllocated);
        }
    }
}
