package org.cordscope.dicom.codec.jpegls;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.dicom.codec.frame.EntropyBits;
import org.cordscope.dicom.codec.frame.FrameDecoder;
import org.cordscope.dicom.codec.frame.MarkerReader;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.jspecify.annotations.Nullable;

/** JPEG-LS lossless and near-lossless (ITU-T T.87), 2 to 16 bits, all interleave modes. */
public final class JpegLsDecoder implements FrameDecoder {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DRI = 0xdd;
    private static final int COLOUR_TRANSFORM = 0xe8;
    private static final int SOF = 0xf7;
    private static final int LSE = 0xf8;

    @Override
    public DecodedFrame decode(byte[] frame, PixelFormat format) throws CodecException {
        return new Run(frame, format).decode();
    }

    /** What one codestream has said so far. */
    private static final class Run {
        private final byte[] bytes;
        private final PixelFormat format;
        private final MarkerReader in;
        private JpegLsParameters parameters = JpegLsParameters.UNSET;
        private int restartInterval;
        private int precision;
        private int componentsDecoded;
        private int @Nullable [] samples;
        private int[] ids = {};

        Run(byte[] bytes, PixelFormat format) {
            this.bytes = bytes;
            this.format = format;
            this.in = new MarkerReader("JPEG-LS", bytes, 0);
        }

        DecodedFrame decode() throws CodecException {
            if (in.nextMarker() != SOI) {
                throw in.damaged("it does not begin with a start of image");
            }
            while (samples == null || componentsDecoded < format.samplesPerPixel()) {
                int marker = in.nextMarker();
                if (marker == EOI) {
                    throw in.damaged("it ends before its image is complete");
                }
                in.openSegment();
                if (marker == SOS) {
                    scan();
                } else {
                    segment(marker);
                    in.closeSegment();
                }
            }
            format.toStoredValues(samples, precision);
            return new DecodedFrame(format.photometricInterpretation().replace("_422", ""), samples);
        }

        private void segment(int marker) throws CodecException {
            switch (marker) {
                case SOF -> frame();
                case LSE -> preset();
                case DRI -> restartInterval();
                case COLOUR_TRANSFORM -> colourTransform();
                case 0xc0, 0xc1, 0xc2, 0xc3 -> throw in.unsupported("the coding of another JPEG family");
                default -> {}
            }
        }

        /** A private segment of one vendor's encoder; transform 0 is none. */
        private void colourTransform() throws CodecException {
            if (in.remaining() == 5 && in.u31() == 0x6d726678 && in.u8() != 0) {
                throw in.unsupported("a colour transform of its own");
            }
        }

        private void restartInterval() throws CodecException {
            restartInterval = switch (in.remaining()) {
                case 2 -> in.u16();
                case 3 -> in.u8() << 16 | in.u16();
                default -> in.u31();
            };
        }

        private void frame() throws CodecException {
            if (samples != null) {
                throw in.damaged("it has two frame headers");
            }
            precision = in.u8();
            int rows = in.u16();
            int columns = in.u16();
            int count = in.u8();
            format.requireAgreement("JPEG-LS", rows, columns, count, precision);
            if (precision < 2) {
                throw in.damaged(precision + " bits per sample");
            }
            // Every line of a scan takes a bit at least.
            if (rows > 8L * bytes.length) {
                throw in.damaged("its " + bytes.length + " bytes are too few for its image");
            }
            ids = new int[count];
            for (int i = 0; i < count; i++) {
                ids[i] = in.u8();
                if (in.u8() != 0x11 && count > 1) {
                    throw in.unsupported("subsampled components");
                }
                in.u8();
            }
            samples = new int[format.samples()];
        }

        private void preset() throws CodecException {
            int kind = in.u8();
            if (kind == 1) {
                parameters = JpegLsParameters.read(in);
            } else if (kind == 2 || kind == 3) {
                throw in.unsupported("a mapping table");
            } else {
                throw in.unsupported("an extension of JPEG-LS");
            }
        }

        private void scan() throws CodecException {
            int[] target = samples;
            if (target == null) {
                throw in.damaged("it has no frame header");
            }
            int count = in.u8();
            int first = componentsDecoded;
            if (count < 1 || first + count > ids.length) {
                throw in.damaged("a scan has " + count + " components");
            }
            for (int i = 0; i < count; i++) {
                if (in.u8() != ids[first + i]) {
                    throw in.unsupported("scans in another order than its components");
                }
                if (in.u8() != 0) {
                    throw in.unsupported("a mapping table");
                }
            }
            int near = in.u8();
            int interleave = in.u8();
            int pointTransform = in.u8() & 15;
            if (interleave > 2 || (interleave == 0 && count > 1)) {
                throw in.damaged("interleave mode " + interleave + " with " + count + " components");
            }
            if (pointTransform != 0) {
                throw in.unsupported("a point transform");
            }
            in.closeSegment();
            EntropyBits bits = EntropyBits.ofJpegLs(bytes, in.position());
            new JpegLsScan(parameters.resolve(precision, near), near, bits, format.columns(), count)
                    .decode(target, format.rows(), restartInterval, interleave == 2, first, ids.length);
            componentsDecoded += count;
            in.moveTo(bits.nextMarkerPosition());
        }
    }
}
