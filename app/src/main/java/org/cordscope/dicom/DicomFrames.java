package org.cordscope.dicom;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.cordscope.dicom.codec.FrameBytes;
import org.cordscope.dicom.codec.FrameDecoders;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.dicom.codec.frame.FrameDecoder;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.cordscope.study.SourceFile;

/**
 * The frames of a file that has been read: each is decoded when it is asked for, and no other with it. Open one of these
 * for a series of frames of one file.
 */
public final class DicomFrames {
    private final SourceFile source;
    private final DataSet data;
    private final PixelFormat format;
    private final FrameDecoder decoder;
    private final boolean encapsulated;
    private final ByteBuffer words;
    private final List<ByteBuffer> fragments;
    private final long[] offsets;
    private final int count;

    private DicomFrames(SourceFile source, DicomObject object) throws CodecException {
        this.source = source;
        this.data = object.data();
        requirePixels();
        this.format = format(data);
        this.encapsulated = data.isEncapsulated(Tag.PIXEL_DATA);
        this.decoder = decoder(object.meta().string(Tag.TRANSFER_SYNTAX_UID).orElse(""));
        this.words = data.buffer(Tag.PIXEL_DATA);
        this.fragments = data.fragments(Tag.PIXEL_DATA);
        this.offsets = data.offsetTable(Tag.PIXEL_DATA);
        this.count = count(data);
    }

    /** @throws DicomFormatException where the file has no pixels, or none that can be decoded */
    public static DicomFrames of(SourceFile source, DicomObject object) throws DicomFormatException {
        try {
            return new DicomFrames(source, object);
        } catch (CodecException e) {
            throw new DicomFormatException(source, e.reason());
        }
    }

    private void requirePixels() throws CodecException {
        if (data.contains(Tag.PIXEL_DATA)) {
            return;
        }
        boolean floating = data.contains(Tag.FLOAT_PIXEL_DATA) || data.contains(Tag.DOUBLE_FLOAT_PIXEL_DATA);
        throw new CodecException(floating ? "floating-point pixels are not supported" : "there are no pixel data");
    }

    private FrameDecoder decoder(String transferSyntax) throws CodecException {
        boolean compressed = TransferSyntax.of(transferSyntax)
                .map(TransferSyntax::encapsulated)
                .orElse(encapsulated);
        if (compressed != encapsulated) {
            throw new CodecException("the transfer syntax and the form of the pixel data contradict each other");
        }
        if (!compressed) {
            return FrameDecoders.ofWords();
        }
        return FrameDecoders.ofEncapsulated(transferSyntax)
                .orElseThrow(() -> new CodecException("pixels compressed as " + TransferSyntax.describe(transferSyntax)
                        + " are not supported; ask the archive for Explicit VR Little Endian"));
    }

    private static PixelFormat format(DataSet data) throws CodecException {
        if (data.integer(Tag.ROWS).isEmpty() || data.integer(Tag.COLUMNS).isEmpty()) {
            throw new CodecException("Rows or Columns is missing");
        }
        int samplesPerPixel = data.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
        int bitsAllocated = data.integer(Tag.BITS_ALLOCATED).orElse(0);
        int bitsStored = data.integer(Tag.BITS_STORED).orElse(bitsAllocated);
        return PixelFormat.ofHeader(
                data.integer(Tag.ROWS).orElse(0),
                data.integer(Tag.COLUMNS).orElse(0),
                samplesPerPixel,
                bitsAllocated,
                bitsStored,
                data.integer(Tag.HIGH_BIT).orElse(bitsStored - 1),
                data.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1,
                data.integer(Tag.PLANAR_CONFIGURATION).orElse(0),
                data.string(Tag.PHOTOMETRIC_INTERPRETATION).orElse(samplesPerPixel == 1 ? "MONOCHROME2" : "RGB"));
    }

    private static int count(DataSet data) throws CodecException {
        boolean silent = data.string(Tag.NUMBER_OF_FRAMES).isEmpty();
        int count = data.integer(Tag.NUMBER_OF_FRAMES).orElse(silent ? 1 : 0);
        if (count < 1) {
            throw new CodecException("Number of Frames is not a number from 1");
        }
        return count;
    }

    /** Number of Frames (0028,0008), 1 where the header is silent. */
    public int count() {
        return count;
    }

    public PixelFormat format() {
        return format;
    }

    /**
     * Samples of a frame as stored, masked and sign extended, colour pixel by pixel.
     *
     * @param frame frame number from 1
     */
    public DecodedFrame storedValues(int frame) throws DicomFormatException {
        requireFrame(frame);
        try {
            return decode(frame);
        } catch (CodecException e) {
            throw new DicomFormatException(source, e.reason());
        }
    }

    /**
     * Pixels of a frame, row by row, in modality units: rescaled, MONOCHROME1 turned about the middle of what the stored
     * bits can hold, colour as luminance.
     *
     * @param frame frame number from 1
     */
    public float[] modalityValues(int frame) throws DicomFormatException {
        requireFrame(frame);
        try {
            return modality(decode(frame), frame);
        } catch (CodecException e) {
            throw new DicomFormatException(source, e.reason());
        }
    }

    /** The header's first window for {@link #modalityValues} of a frame; empty where it has none, or an impossible one. */
    public Optional<Window> window(int frame) throws DicomFormatException {
        requireFrame(frame);
        FrameAttributes attributes = new FrameAttributes(data);
        attributes.frame(frame);
        DataSet from = attributes.holder(Tag.FRAME_VOI_LUT_SEQUENCE, Tag.WINDOW_CENTER);
        double center = from.decimal(Tag.WINDOW_CENTER).orElse(Double.NaN);
        double width = from.decimal(Tag.WINDOW_WIDTH).orElse(Double.NaN);
        if (!Double.isFinite(center) || !Double.isFinite(width) || width < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Window(ModalityTransform.of(data, frame, format).turn(center), width));
        } catch (CodecException e) {
            throw new DicomFormatException(source, e.reason());
        }
    }

    private void requireFrame(int frame) throws DicomFormatException {
        if (frame < 1) {
            throw new IllegalArgumentException("frames count from 1: " + frame);
        }
        if (frame > count) {
            throw new DicomFormatException(source, "there is no frame " + frame + " of " + count);
        }
    }

    private DecodedFrame decode(int frame) throws CodecException {
        byte[] bytes = encapsulated
                ? FrameBytes.ofFragments(fragments, offsets, count, frame)
                : FrameBytes.ofNative(words, format, frame);
        return decoder.decode(bytes, format);
    }

    private float[] modality(DecodedFrame decoded, int frame) throws CodecException {
        String photometric = decoded.photometricInterpretation();
        if (format.samplesPerPixel() == 3) {
            return Luminance.ofColour(decoded, format);
        }
        if (photometric.equals("PALETTE COLOR")) {
            return Luminance.ofPalette(decoded, data, format);
        }
        if (!photometric.startsWith("MONOCHROME")) {
            throw new CodecException("one sample per pixel does not fit " + photometric);
        }
        ModalityTransform transform = ModalityTransform.of(data, frame, format);
        int[] samples = decoded.samples();
        float[] values = new float[samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) transform.apply(format.number(samples[i]));
        }
        return values;
    }
}
