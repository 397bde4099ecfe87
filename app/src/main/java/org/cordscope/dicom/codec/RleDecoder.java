package org.cordscope.dicom.codec;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.dicom.codec.frame.FrameDecoder;
import org.cordscope.dicom.codec.frame.PixelFormat;

/** RLE Lossless (PS3.5 annex G): one PackBits segment per byte of a sample, most significant first. */
final class RleDecoder implements FrameDecoder {
    private static final int HEADER_BYTES = 64;
    private static final int MAX_SEGMENTS = 15;

    @Override
    public DecodedFrame decode(byte[] frame, PixelFormat format) throws CodecException {
        int bytesPerSample = format.bitsAllocated() / 8;
        int segments = format.samplesPerPixel() * bytesPerSample;
        requireSegments(frame, segments);
        // Two bytes of a replicate run hold at most 128.
        if ((long) format.samples() * bytesPerSample > (long) frame.length * 64) {
            throw new CodecException("the RLE frame of " + frame.length + " bytes is too short for its image");
        }
        int[] samples = new int[format.samples()];
        for (int segment = 0; segment < segments; segment++) {
            int start = offset(frame, segment);
            int end = segment + 1 < segments ? offset(frame, segment + 1) : frame.length;
            if (start < HEADER_BYTES || end > frame.length || start > end) {
                throw new CodecException("the RLE header points outside its frame");
            }
            int shift = 8 * (bytesPerSample - 1 - segment % bytesPerSample);
            unpack(frame, start, end, samples, segment / bytesPerSample, format.samplesPerPixel(), shift);
        }
        format.toStoredValues(samples, format.bitsAllocated());
        return new DecodedFrame(format.photometricInterpretation(), samples);
    }

    private static void requireSegments(byte[] frame, int expected) throws CodecException {
        if (frame.length < HEADER_BYTES) {
            throw new CodecException("the RLE frame is shorter than its header");
        }
        int segments = littleEndian(frame, 0);
        if (segments != expected || expected < 1 || expected > MAX_SEGMENTS) {
            throw new CodecException("the RLE frame has " + Integer.toUnsignedString(segments)
                    + " segments but the header of the file needs " + expected);
        }
    }

    private static int offset(byte[] frame, int segment) {
        int offset = littleEndian(frame, 4 + 4 * segment);
        return offset < 0 ? Integer.MAX_VALUE : offset;
    }

    private static int littleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | ((bytes[at + 1] & 0xff) << 8)
                | ((bytes[at + 2] & 0xff) << 16)
                | (bytes[at + 3] << 24);
    }

    /** Adds one segment's bytes, moved left by {@code shift}, to every {@code step}th sample from {@code first}. */
    private static void unpack(byte[] in, int start, int end, int[] samples, int first, int step, int shift)
            throws CodecException {
        int at = start;
        int out = first;
        while (out < samples.length) {
            if (at + 1 >= end) {
                throw new CodecException("an RLE segment ends before its image is complete");
            }
            int control = in[at++];
            if (control == -128) {
                continue;
            }
            int count = control >= 0 ? control + 1 : 1 - control;
            if (control >= 0 && count > end - at) {
                throw new CodecException("an RLE run of " + count + " bytes leaves its segment");
            }
            // Encoders that treat all rows as one run may write past the last pixel; that rest is not part of the
            // image.
            for (int i = 0; i < count && out < samples.length; i++, out += step) {
                samples[out] |= (in[control >= 0 ? at + i : at] & 0xff) << shift;
            }
            at += control >= 0 ? count : 1;
        }
    }
}
