package org.cordscope.deid;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.dicom.codec.FrameBytes;
import org.cordscope.dicom.codec.frame.CodecException;

/**
 * Brings pixel data down to the frames: native data end with the last pixel; each compressed frame becomes one fragment without
 * comments, application segments or trailing bytes, and offset tables go. What cannot be taken apart is refused, so that no
 * compressed stream passes unseen.
 */
final class PixelCleaning {
    private static final String SYNTAX = "1.2.840.10008.1.2.";

    private PixelCleaning() {}

    /** Cleans in place; the reason where that cannot be done. */
    static Optional<String> clean(DicomObject object) {
        DataSet data = object.data();
        try {
            if (data.isEncapsulated(Tag.PIXEL_DATA)) {
                encapsulated(data, object.meta().string(Tag.TRANSFER_SYNTAX_UID).orElse(""));
            } else {
                nativeWords(data);
            }
            data.remove(Tag.EXTENDED_OFFSET_TABLE);
            data.remove(Tag.EXTENDED_OFFSET_TABLE_LENGTHS);
            return Optional.empty();
        } catch (CodecException e) {
            return Optional.of(e.reason());
        }
    }

    private static void nativeWords(DataSet data) throws CodecException {
        int bits = data.integer(Tag.BITS_ALLOCATED).orElse(0);
        int samples = data.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
        boolean halved = samples == 3
                && data.string(Tag.PHOTOMETRIC_INTERPRETATION).orElse("").endsWith("_422");
        long bytes = (pixels(data) * frames(data) * (halved ? 2 : samples) * bits + 7) / 8;
        ByteBuffer held = data.buffer(Tag.PIXEL_DATA);
        int length = held.remaining();
        if (bytes <= 0 || bytes > length) {
            throw new CodecException("pixel data too short for the size that the header gives");
        }
        if (length > bytes + bytes % 2 || length % 2 != 0 || (bytes % 2 != 0 && held.get(length - 1) != 0)) {
            byte[] pixels = new byte[(int) bytes];
            held.get(pixels);
            data.set(Tag.PIXEL_DATA, bits > 8 ? Vr.OW : data.vr(Tag.PIXEL_DATA), pixels);
        }
    }

    private static void encapsulated(DataSet data, String syntax) throws CodecException {
        int frames = (int) frames(data);
        List<byte[]> clean = new ArrayList<>(frames);
        long[] offsets = data.offsetTable(Tag.PIXEL_DATA);
        List<ByteBuffer> fragments = data.fragments(Tag.PIXEL_DATA);
        for (int frame = 1; frame <= frames; frame++) {
            byte[] bytes = FrameBytes.ofFragments(fragments, offsets, frames, frame);
            clean.add(frame(bytes, syntax, pixels(data)));
        }
        data.setFragments(Tag.PIXEL_DATA, clean);
    }

    private static byte[] frame(byte[] bytes, String syntax, long pixels) throws CodecException {
        return switch (syntax.startsWith(SYNTAX) ? syntax.substring(SYNTAX.length()) : "") {
            case "4.50", "4.51", "4.57", "4.70" -> JpegSegments.cleaned(bytes, false);
            case "4.80", "4.81" -> JpegSegments.cleaned(bytes, true);
            case "4.90", "4.91" -> Jpeg2000Segments.cleaned(bytes);
            case "5" -> RleSegments.cleaned(bytes, pixels);
            default -> throw new CodecException("pixels compressed in a way that cannot be searched for text");
        };
    }

    private static long pixels(DataSet data) throws CodecException {
        long rows = data.integer(Tag.ROWS).orElse(0);
        long columns = data.integer(Tag.COLUMNS).orElse(0);
        if (rows < 1 || columns < 1 || rows > 0xffff || columns > 0xffff) {
            throw new CodecException("no valid number of Rows or Columns");
        }
        return rows * columns;
    }

    private static long frames(DataSet data) throws CodecException {
        int frames = data.integer(Tag.NUMBER_OF_FRAMES)
                .orElse(data.string(Tag.NUMBER_OF_FRAMES).isPresent() ? 0 : 1);
        if (frames < 1 || frames > 1_000_000) {
            throw new CodecException("no valid number of frames");
        }
        return frames;
    }
}
