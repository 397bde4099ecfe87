package org.cordscope.dicom.codec;

import java.util.Map;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.FrameDecoder;
import org.cordscope.dicom.codec.jpeg.JpegDecoder;
import org.cordscope.dicom.codec.jpeg2000.Jpeg2000Decoder;
import org.cordscope.dicom.codec.jpegls.JpegLsDecoder;

/** Finds the decoder of a transfer syntax. */
public final class FrameDecoders {
    private static final String ROOT = "1.2.840.10008.1.2";

    private FrameDecoders() {}

    /** The decoder of a transfer syntax, or a refusal that names the compression and the remedy. */
    public static FrameDecoder forTransferSyntax(String uid) throws CodecException {
        switch (uid) {
            case ROOT, ROOT + ".1", ROOT + ".1.99", ROOT + ".2", "1.2.840.113619.5.2":
                return new NativeDecoder();
            case ROOT + ".5":
                return new RleDecoder();
            case ROOT + ".4.50", ROOT + ".4.51", ROOT + ".4.57", ROOT + ".4.70":
                return new JpegDecoder();
            case ROOT + ".4.80", ROOT + ".4.81":
                return new JpegLsDecoder();
            case ROOT + ".4.90", ROOT + ".4.91":
                return new Jpeg2000Decoder();
            default:
                throw new CodecException("the pixels are stored as " + nameOf(uid)
                        + ", which Cordscope does not read; ask the archive for Explicit VR Little Endian");
        }
    }

    /** Name of an unsupported syntax by the longest prefix of its UID (PS3.6 table A-1). */
    private static String nameOf(String uid) {
        Map<String, String> names = Map.ofEntries(
                Map.entry(ROOT + ".4.5", "a retired JPEG process"),
                Map.entry(ROOT + ".4.6", "a retired JPEG process"),
                Map.entry(ROOT + ".4.92", "JPEG 2000 Part 2"),
                Map.entry(ROOT + ".4.93", "JPEG 2000 Part 2"),
                Map.entry(ROOT + ".4.94", "a JPIP reference"),
                Map.entry(ROOT + ".4.95", "a JPIP reference"),
                Map.entry(ROOT + ".4.10", "MPEG video"),
                Map.entry(ROOT + ".4.107", "HEVC video"),
                Map.entry(ROOT + ".4.108", "HEVC video"),
                Map.entry(ROOT + ".4.11", "JPEG XL"),
                Map.entry(ROOT + ".4.20", "High-Throughput JPEG 2000"),
                Map.entry(ROOT + ".4.204", "a JPIP reference"),
                Map.entry(ROOT + ".4.205", "a JPIP reference"),
                Map.entry(ROOT + ".1.98", "encapsulated uncompressed frames"),
                Map.entry(ROOT + ".7", "SMPTE video"),
                Map.entry(ROOT + ".8", "deflated frames"));
        String best = "";
        String name = "an unknown transfer syntax";
        for (Map.Entry<String, String> entry : names.entrySet()) {
            if (uid.startsWith(entry.getKey()) && entry.getKey().length() > best.length()) {
                best = entry.getKey();
                name = entry.getValue();
            }
        }
        return name;
    }
}
