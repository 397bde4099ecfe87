package org.cordscope.dicom.codec;

import java.util.Optional;
import org.cordscope.dicom.codec.frame.FrameDecoder;
import org.cordscope.dicom.codec.jpeg.JpegDecoder;
import org.cordscope.dicom.codec.jpeg2000.Jpeg2000Decoder;
import org.cordscope.dicom.codec.jpegls.JpegLsDecoder;

/** Finds the decoder of a transfer syntax (PS3.5 annex A). */
public final class FrameDecoders {
    private static final String ROOT = "1.2.840.10008.1.2";

    private FrameDecoders() {}

    /** The decoder of little-endian words, for every syntax that does not encapsulate pixel data. */
    public static FrameDecoder ofWords() {
        return new NativeDecoder();
    }

    /** The decoder of a compressed transfer syntax; empty for one that Cordscope does not decode. */
    public static Optional<FrameDecoder> ofEncapsulated(String uid) {
        return switch (uid) {
            case ROOT + ".5" -> Optional.of(new RleDecoder());
            case ROOT + ".4.50", ROOT + ".4.51", ROOT + ".4.57", ROOT + ".4.70" -> Optional.of(new JpegDecoder());
            case ROOT + ".4.80", ROOT + ".4.81" -> Optional.of(new JpegLsDecoder());
            case ROOT + ".4.90", ROOT + ".4.91" -> Optional.of(new Jpeg2000Decoder());
            default -> Optional.empty();
        };
    }
}
