package org.cordscope.dicom.codec;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.dicom.codec.frame.FrameDecoder;
import org.cordscope.dicom.codec.frame.PixelFormat;

/** Uncompressed frames (PS3.5 section 8.1 and annex A): little-endian words of 1, 8, 16 or 32 bits. */
final class NativeDecoder implements FrameDecoder {

    @Override
    public DecodedFrame decode(byte[] frame, PixelFormat format) throws CodecException {
        if (frame.length < format.nativeFrameBytes()) {
            throw new CodecException(
                    "a frame needs " + format.nativeFrameBytes() + " bytes but only " + frame.length + " are there");
        }
        if (format.halfColour()) {
            return halfColour(frame, format);
        }
        int[] samples = new int[format.samples()];
        readWords(frame, format.bitsAllocated(), samples);
        format.toStoredValues(samples, format.bitsAllocated());
        boolean planes = format.samplesPerPixel() > 1 && format.planarConfiguration() == 1;
        return new DecodedFrame(
                format.photometricInterpretation(), planes ? interleave(samples, format.samplesPerPixel()) : samples);
    }

    private static void readWords(byte[] bytes, int bits, int[] words) {
        switch (bits) {
            case 1 -> {
                for (int i = 0; i < words.length; i++) {
                    words[i] = (bytes[i >> 3] >> (i & 7)) & 1;
                }
            }
            case 8 -> {
                for (int i = 0; i < words.length; i++) {
                    words[i] = bytes[i] & 0xff;
                }
            }
            case 16 -> {
                for (int i = 0; i < words.length; i++) {
                    words[i] = (bytes[2 * i] & 0xff) | ((bytes[2 * i + 1] & 0xff) << 8);
                }
            }
            default -> {
                for (int i = 0; i < words.length; i++) {
                    words[i] = (bytes[4 * i] & 0xff)
                            | ((bytes[4 * i + 1] & 0xff) << 8)
                            | ((bytes[4 * i + 2] & 0xff) << 16)
                            | (bytes[4 * i + 3] << 24);
                }
            }
        }
    }

    private static int[] interleave(int[] planes, int count) {
        int pixels = planes.length / count;
        int[] samples = new int[planes.length];
        for (int plane = 0; plane < count; plane++) {
            for (int i = 0; i < pixels; i++) {
                samples[i * count + plane] = planes[plane * pixels + i];
            }
        }
        return samples;
    }

    /** Y1 Y2 Cb Cr per two pixels of a row: the colour is repeated for both. */
    private static DecodedFrame halfColour(byte[] frame, PixelFormat format) throws CodecException {
        if (format.bitsAllocated() != 8) {
            throw new CodecException("4:2:2 colour is supported with 8 bits per sample only");
        }
        int[] samples = new int[format.samples()];
        int pairs = (format.columns() + 1) / 2;
        int out = 0;
        for (int row = 0; row < format.rows(); row++) {
            for (int column = 0; column < format.columns(); column++) {
                int in = (row * pairs + column / 2) * 4;
                samples[out++] = frame[in + (column & 1)] & 0xff;
                samples[out++] = frame[in + 2] & 0xff;
                samples[out++] = frame[in + 3] & 0xff;
            }
        }
        return new DecodedFrame(format.photometricInterpretation().replace("_422", ""), samples);
    }
}
