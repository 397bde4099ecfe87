package org.cordscope.dicom.codec.jpeg;

import java.util.BitSet;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.dicom.codec.frame.EntropyBits;
import org.cordscope.dicom.codec.frame.FrameDecoder;
import org.cordscope.dicom.codec.frame.MarkerReader;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.jspecify.annotations.Nullable;

/**
 * JPEG (ITU-T T.81): sequential DCT of 8 and 12 bits and lossless of 2 to 16 bits, Huffman coded. What is in the codestream
 * counts, not which of the JPEG transfer syntaxes announced it. Subsampled colour is repeated, not smoothed.
 */
public final class JpegDecoder implements FrameDecoder {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;

    @Override
    public DecodedFrame decode(byte[] frame, PixelFormat format) throws CodecException {
        return new Run(frame, format).decode();
    }

    /** What one codestream has said so far. */
    private static final class Run {
        private final byte[] bytes;
        private final PixelFormat format;
        private final MarkerReader in;
        private final JpegTables tables = new JpegTables();
        private final BitSet decoded = new BitSet();
        private @Nullable JpegFrame frame;
        private @Nullable JpegImage image;
        private @Nullable String statedColour;

        Run(byte[] bytes, PixelFormat format) {
            this.bytes = bytes;
            this.format = format;
            this.in = new MarkerReader("JPEG", bytes, 0);
        }

        DecodedFrame decode() throws CodecException {
            if (in.nextMarker() != SOI) {
                throw in.damaged("it does not begin with a start of image");
            }
            while (decoded.cardinality() < format.samplesPerPixel()) {
                int marker = in.nextMarker();
                if (marker == EOI) {
                    throw in.damaged("it ends before its image is complete");
                }
                boolean alone = marker == 0x01 || (marker >= 0xd0 && marker <= SOI);
                if (!alone) {
                    in.openSegment();
                    if (marker == SOS) {
                        scan();
                    } else {
                        segment(marker);
                        in.closeSegment();
                    }
                }
            }
            if (frame == null || image == null) {
                throw in.damaged("it has no frame header");
            }
            int[] samples = image.samples();
            format.toStoredValues(samples, frame.precision());
            return new DecodedFrame(colour(frame), samples);
        }

        private void segment(int marker) throws CodecException {
            switch (marker) {
                case 0xc4 -> tables.readHuffman(in);
                case 0xdb -> tables.readQuantization(in);
                case 0xdd -> tables.readRestartInterval(in);
                case 0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf -> begin(marker);
                case 0xdc -> throw in.unsupported("a number of lines defined after the image");
                case 0xe0 -> jfif();
                case 0xee -> adobe();
                default -> {}
            }
        }

        private void begin(int marker) throws CodecException {
            if (frame != null) {
                throw in.damaged("it has two frame headers");
            }
            JpegFrame header = JpegFrame.read(marker, in);
            format.requireAgreement(
                    "JPEG", header.rows(), header.columns(), header.components().size(), header.precision());
            // A lossless sample takes a bit at least, and a block of the largest component two.
            long atMost = (long) bytes.length * (header.lossless() ? 8 : 256);
            if (format.pixels() > atMost) {
                throw in.damaged("its " + bytes.length + " bytes are too few for its image");
            }
            frame = header;
            image = header.lossless() ? new JpegLosslessImage(header) : new JpegDctImage(header);
        }

        private void scan() throws CodecException {
            if (frame == null || image == null) {
                throw in.damaged("it has no frame header");
            }
            JpegScan scan = JpegScan.read(in, frame, tables.restartInterval());
            in.closeSegment();
            for (JpegScan.Part part : scan.parts()) {
                if (decoded.get(part.component())) {
                    throw in.damaged("a component is coded twice");
                }
                decoded.set(part.component());
            }
            EntropyBits bits = EntropyBits.ofJpeg(bytes, in.position());
            image.decodeScan(scan, tables, bits);
            in.moveTo(bits.nextMarkerPosition());
        }

        private void jfif() throws CodecException {
            if (statedColour == null && in.remaining() >= 5 && in.u8() == 'J' && in.u8() == 'F') {
                statedColour = "YBR_FULL";
            }
        }

        /** Adobe's segment names the colour transform in its last byte: 0 none, 1 YCbCr. */
        private void adobe() throws CodecException {
            if (in.remaining() >= 12 && in.u8() == 'A' && in.u8() == 'd') {
                for (int i = 0; i < 9; i++) {
                    in.u8();
                }
                statedColour = in.u8() == 0 ? "RGB" : "YBR_FULL";
            }
        }

        /** What a lossy encoder says of its colour space outweighs the header, which is often left as it was before. */
        private String colour(JpegFrame header) {
            String declared = format.photometricInterpretation().replace("_422", "");
            if (format.samplesPerPixel() == 1 || header.lossless()) {
                return declared;
            }
            String ids = header.components().stream()
                    .map(c -> String.valueOf((char) c.id()))
                    .reduce("", String::concat);
            if (statedColour != null) {
                return statedColour;
            }
            return ids.equals("RGB") ? "RGB" : declared;
        }
    }
}
