package org.cordscope.dicom;

import java.io.IOException;
import org.cordscope.dicom.ElementParser.PixelSpan;

/** How many bytes the pixels need by what the header says, against how many there are. */
record PixelSize(PartTen file, DataSet data, int rows, int columns, int frames) {

    /** Item tag and length: the least that a compressed frame takes. */
    private static final int FRAGMENT_OVERHEAD = 8;

    /** @throws DicomFormatException where the frames cannot all be there */
    void check(PixelSpan pixels) throws IOException {
        boolean fragments = pixels.length() == ElementCursor.UNDEFINED;
        if (fragments != file.syntax().encapsulated()) {
            throw refuse(
                    fragments
                            ? "compressed pixel data in the uncompressed transfer syntax "
                                    + file.syntax().name()
                            : "uncompressed pixel data in the compressed transfer syntax "
                                    + file.syntax().name());
        }
        if (fragments) {
            if (!file.bytes().has(pixels.position() + (long) FRAGMENT_OVERHEAD * frames)) {
                throw refuse(frames + " frames cannot be in " + remaining(pixels) + " bytes");
            }
            return;
        }
        if (!file.bytes().has(pixels.position() + pixels.length())) {
            throw refuse(
                    "cut short: pixel data claim " + pixels.length() + " bytes where " + remaining(pixels) + " remain");
        }
        checkPlain(pixels);
    }

    private long remaining(PixelSpan pixels) throws IOException {
        return file.bytes().size() - pixels.position();
    }

    private void checkPlain(PixelSpan pixels) throws DicomFormatException {
        double bits = (double) rows * columns * frames * samples() * bitsAllocated(pixels.tag());
        if (Math.ceil(bits / 8) > pixels.length()) {
            throw refuse("pixel data hold " + pixels.length() + " bytes, too few for " + rows + " x " + columns
                    + " pixels, " + frames + (frames == 1 ? " frame" : " frames"));
        }
    }

    private int bitsAllocated(int pixelTag) throws DicomFormatException {
        if (pixelTag != Tag.PIXEL_DATA) {
            return pixelTag == Tag.FLOAT_PIXEL_DATA ? 32 : 64;
        }
        int bits = data.integer(Tag.BITS_ALLOCATED).orElse(0);
        if (bits < 1 || bits > 64) {
            throw refuse("no valid number of Bits Allocated");
        }
        return bits;
    }

    /** Samples per pixel as stored: YBR_FULL_422 keeps one pair of chrominances for two pixels. */
    private int samples() throws DicomFormatException {
        int samples = data.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
        if (samples < 1 || samples > 4) {
            throw refuse("no valid number of Samples per Pixel");
        }
        boolean halved = data.string(Tag.PHOTOMETRIC_INTERPRETATION).orElse("").endsWith("_422");
        return halved && samples == 3 ? 2 : samples;
    }

    private DicomFormatException refuse(String reason) {
        return file.bytes().refuse(reason);
    }
}
