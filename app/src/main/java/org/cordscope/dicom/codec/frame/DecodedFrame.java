package org.cordscope.dicom.codec.frame;

/**
 * One decoded frame.
 *
 * @param photometricInterpretation what the samples mean; differs from the header's where a codestream undoes its own
 *     colour transform (YBR_RCT and YBR_ICT become RGB) or states another one, and where 4:2:2 samples were spread
 * @param samples stored values, pixel by pixel ({@code rows * columns * samplesPerPixel}), sign extended; 32-bit unsigned
 *     values keep their bit pattern. Owned by this record, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a frame is never compared, and copying pixels would double the memory
public record DecodedFrame(String photometricInterpretation, int[] samples) {}
