package org.cordscope.dicom.codec.frame;

/** Decodes the frames of one family of transfer syntaxes; holds no state, so one instance serves all threads. */
public interface FrameDecoder {

    /**
     * Decodes one frame.
     *
     * @param frame bytes of the frame: native little-endian words, or its codestream, padding allowed
     * @throws CodecException where the bytes are damaged, disagree with the header or use an unsupported feature
     */
    DecodedFrame decode(byte[] frame, PixelFormat format) throws CodecException;
}
